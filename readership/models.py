"""What is read: who was counted lately, views by day and in all, and the stored ranking."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from readership.querysets import (
    KEY_BYTES,
    DayKeyQuerySet,
    DayViewsQuerySet,
    RankingQuerySet,
    SightingQuerySet,
    TotalQuerySet,
)
from readership.readers import READER_BYTES


class DayKey(models.Model):
    """The random secret of one day, without which no sighting can be traced to an address.

    The day is one of UTC: a beacon needs no fact of the newspaper then, every day has the same
    length, and an editor who changes the newspaper's zone makes no day come twice.
    """

    day = models.DateField(primary_key=True)
    key = models.BinaryField()

    objects = DayKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="daykey_is_whole", condition=Exact(Length("key"), KEY_BYTES)
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Sighting(models.Model):
    """Which reader was counted for which article, for as long as that keeps from counting twice.

    `article` is no foreign key: the row lives half an hour, and its check would cost each view.
    """

    pk = models.CompositePrimaryKey("article", "reader")
    article = models.BigIntegerField()
    reader = models.BinaryField()
    counted_at = models.DateTimeField()

    objects = SightingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sighting_reader_is_a_hash", condition=Exact(Length("reader"), READER_BYTES)
            )
        ]

    def __str__(self) -> str:
        return f"{self.article} at {self.counted_at:%Y-%m-%d %H:%M}"


class DayViews(models.Model):
    """The views of one article on one day of UTC. Kept for good."""

    pk = models.CompositePrimaryKey("article", "day")
    # Its index is the primary key's, which begins with the article.
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    views = models.BigIntegerField()

    objects = DayViewsQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="dayviews_are_some", condition=Q(views__gt=0))]
        indexes = [models.Index("day", name="dayviews_day")]

    def __str__(self) -> str:
        return f"{self.article_id} on {self.day:%Y-%m-%d}: {self.views}"


class Total(models.Model):
    """The views of one article in all, and their faded sum (`counting.weight`)."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    views = models.BigIntegerField()
    faded = models.FloatField()

    objects = TotalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="total_is_some", condition=Q(views__gt=0, faded__gt=0, faded__lt=float("inf"))
            )
        ]
        indexes = [
            models.Index(F("faded").desc(), F("article").desc(), name="total_popular"),
            models.Index(F("views").desc(), F("article").desc(), name="total_views"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.views}"


class Ranking(models.Model):
    """One place of one list, as `ranking.rank` found it. What pages read."""

    class Kind(models.TextChoices):
        WEEK = "week", _("This week")
        POPULAR = "popular", _("Popular")
        DAY = "day", _("Today")
        MONTH = "month", _("This month")
        ALL = "all", _("All time")

    kind = models.CharField(max_length=8, choices=Kind)
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="rankings", db_index=False)

    objects = RankingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ranking_kind_is_known",
                condition=Q(kind__in=["week", "popular", "day", "month", "all"]),
            ),
            models.CheckConstraint(name="ranking_starts_at_one", condition=Q(position__gte=1)),
            models.UniqueConstraint("kind", "position", name="ranking_place_once"),
            models.UniqueConstraint("article", "kind", name="ranking_article_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}: {self.article_id}"
