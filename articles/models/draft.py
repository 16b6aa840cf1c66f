"""What is typed and not saved yet, and who sits at an article."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from press import clock

# A window says every few seconds that it is open; the ones in the background once a minute.
PRESENT_FOR = timedelta(seconds=75)
# Who saves or loads the page anew leaves and comes back: nobody shall take that for an end.
BACK_WITHIN = timedelta(seconds=5)


class Draft(models.Model):
    """The words in a person's form: one row for each person and article, written over and over.

    An article that was never saved has no row of its own; its form is known by `key`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="drafts"
    )
    key = models.UUIDField(_("form of a new article"), null=True)
    # Words for readers of later: of the article's pending change.
    of_change = models.BooleanField(default=False)
    # Which window wrote it, and its how manieth copy this is: what arrives late is known by it.
    window = models.UUIDField(_("window"))
    number = models.PositiveBigIntegerField(_("copy"))
    base = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, related_name="+", verbose_name=_("follows")
    )
    # The fields as a browser sends them: unfinished words are no Content yet.
    words = models.JSONField(_("words"))
    at = models.DateTimeField(_("at"))
    # The article that the form became when it was saved. Then it has no words any more.
    became = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("unsaved draft")
        verbose_name_plural = _("unsaved drafts")
        constraints = [
            models.CheckConstraint(
                name="draft_of_an_article_or_of_a_form",
                condition=Q(article__isnull=False, key__isnull=True)
                | Q(article__isnull=True, key__isnull=False, of_change=False),
            ),
            models.UniqueConstraint(
                fields=["person", "article", "of_change"],
                name="draft_one_for_each_person",
                condition=Q(article__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "key"],
                name="draft_one_for_each_form",
                condition=Q(article__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.at:%Y-%m-%d %H:%M}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def present(self) -> Self:
        """The windows that said a short while ago that they are open."""
        now = clock.now()
        stays = Q(left_at__isnull=True) | Q(left_at__gt=now - BACK_WITHIN)
        return self.filter(stays, seen_at__gt=now - PRESENT_FOR)


class Seat(models.Model):
    """A window in which somebody has an article, or its change, open for writing."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="seats")
    of_change = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    window = models.UUIDField(_("window"))
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))
    left_at = models.DateTimeField(_("closed"), null=True)
    # Whoever took the article last has it, as long as they are present.
    took_at = models.DateTimeField(_("took the article"), null=True)
    asked_at = models.DateTimeField(_("asked for it"), null=True)
    declined_at = models.DateTimeField(_("was asked to wait"), null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("open window")
        verbose_name_plural = _("open windows")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "of_change", "window"], name="seat_one_for_each_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.since:%Y-%m-%d %H:%M}"
