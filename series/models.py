"""A series, and the articles that are its parts."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.querysets import LIST_KEY
from images.models import Image
from press.pages.keys import Keyed, note
from publication.addresses import SlugField

# A box on the page of each part names them all; what has no end is a tag or a section.
MOST_PARTS = 100
# Which series there are.
SERIES_KEY = "list:series"


class SeriesQuerySet(models.QuerySet["Series"]):
    def public(self) -> Self:
        """The series of which readers can read something, in the order in which they came."""
        note(LIST_KEY, SERIES_KEY)
        read = Article.objects.published().filter(part__series=OuterRef("pk"))
        return self.filter(Exists(read)).order_by("pk")


class Series(Keyed):
    """Its key stands for its parts and their order too. Changed by the verbs in `arranging` only.

    Readers know of it as soon as one of its parts is public, and as long.
    """

    headline = models.CharField(_("headline"), max_length=150)
    slug = SlugField(
        _("address"),
        unique=True,
        error_messages={"unique": _("Another series has this address. Choose another word.")},
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=1000,
        blank=True,
        help_text=_("One or two sentences about what the parts have in common."),
    )
    picture = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        # Translators: more than one of them.
        verbose_name_plural = _("series")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="series_has_a_headline", condition=~Q(headline=""))
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("series:page", args=[self.slug])


class Part(models.Model):
    """An article in its one series: the order is that of `position`, whatever the numbers are."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="parts")
    article = models.OneToOneField(
        Article,
        models.CASCADE,
        related_name="part",
        verbose_name=_("article"),
        error_messages={
            "unique": _("This article is a part of a series already. Take it out there first.")
        },
    )
    position = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.article)
