"""What editors decide: arrangements of the front page, each kept, and the line of breaking news."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from frontpage.places import Placed
from press import clock
from press.pages.keys import note

# What says which arrangement holds, and which of its moments have come.
FRONT_KEY = "list:front"
# What says which line of breaking news stands over every page.
BREAKING_KEY = "list:breaking"
# The columns of that line, and of the article it leads to.
LINE = (
    *("text", "at", "ends_at", "article__status", "article__published_at"),
    *("article__withdrawn_at", "article__date", "article__slug"),
)


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def holding(self) -> Self:
        """The one that holds; none until somebody has arranged anything."""
        note(FRONT_KEY)
        return self.order_by("-number")[:1]

    def present(self) -> "Arrangement | None":
        """The same as a row, or None."""
        return self.holding().first()

    def for_listing(self) -> Self:
        """Versions, the newest first, with who made them."""
        return self.select_related("by").order_by("-number")


class Arrangement(models.Model):
    """One version of the front page by hand. It never changes: whoever arranges makes the next."""

    number = models.PositiveIntegerField(_("version"), primary_key=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    # The version that was brought back by one click; empty if it was arranged.
    restored = models.PositiveIntegerField(_("brought back"), null=True)
    # Plain facts of `Placed`, in the order in which they stand.
    places = models.JSONField(_("places"))

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement of the front page")
        verbose_name_plural = _("front page")

    def __str__(self) -> str:
        return _t("Front page, version %(number)s") % {"number": self.number}

    @property
    def placed(self) -> list[Placed]:
        return [Placed.from_json(facts) for facts in self.places]


class BreakingNewsQuerySet(models.QuerySet["BreakingNews"]):
    def present(self) -> "BreakingNews | None":
        """The line that stands over every page now, with where it leads; None if there is none."""
        note(BREAKING_KEY)
        newest = self.select_related("article").only(*LINE).order_by("-pk").first()
        return newest if newest is not None and newest.ends_at > clock.now() else None


class BreakingNews(models.Model):
    """A line over every page, until its end. Only the newest counts: it takes the place of all."""

    text = models.CharField(_("line"), max_length=160)
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
    )
    at = models.DateTimeField(_("at"))
    ends_at = models.DateTimeField(_("until"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        constraints = [
            models.CheckConstraint(name="breaking_news_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="breaking_news_ends_later", condition=Q(ends_at__gte=F("at"))
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def address(self) -> str:
        """Where the line leads; "" where it leads nowhere, or readers may not go there now."""
        if self.article is None or not self.article.is_published():
            return ""
        return self.article.get_absolute_url()
