"""A correction or a clarification: what readers are told about a change, and of which texts."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision
from articles.querysets import CORRECTIONS_KEY, NOT_FOR_LISTS, has_not_ended
from press import clock
from press.pages.keys import Keyed, note

# So long the page of the article says "Corrected" beside its date.
FRESH_FOR = timedelta(hours=24)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self) -> Self:
        """Those of articles that readers see, newest first, with their articles."""
        note(CORRECTIONS_KEY)
        return (
            self.filter(article__status="published", article__published_at__lte=clock.now())
            .filter(has_not_ended("article__"))
            .select_related("article__section")
            .defer(*(f"article__{name}" for name in NOT_FOR_LISTS))
            .order_by("-pk")
        )


class Correction(Keyed):
    """Readers read it at its article as long as they can read the article."""

    class Amendment(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="corrections", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Amendment)
    text = models.TextField(
        _("what readers are told"),
        max_length=2000,
        help_text=_("What was wrong, and what is right. No euphemism: “There are four ships.”"),
    )
    # The text that readers read until then, and the one that took its place.
    before = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    after = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    published_at = models.DateTimeField(_("told readers"))
    edited_at = models.DateTimeField(_("its words changed"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                name="correction_kind_is_known",
                condition=Q(kind__in=["correction", "clarification"]),
            ),
            models.CheckConstraint(name="correction_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="correction_goes_forward", condition=Q(before__lt=F("after"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"[:200]

    def get_absolute_url(self) -> str:
        return reverse("articles:correction", args=[self.pk])

    def is_fresh(self) -> bool:
        return clock.now() < self.published_at + FRESH_FOR
