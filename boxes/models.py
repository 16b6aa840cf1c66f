"""A box: words, articles to read, or both, kept once and shown in every text that holds it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from press.pages.keys import Keyed, note


class BoxQuerySet(models.QuerySet["Box"]):
    def kept(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def shown(self, numbers: set[int]) -> dict[int, "Box"]:
        """The kept ones of some numbers, as texts show them. A page knows the keys of the others
        too, and hears when one comes back."""
        note(*(f"boxes.box:{number}" for number in numbers))
        rows = self.kept().only("title", "language", "prepared", "articles").filter(pk__in=numbers)
        return {row.pk: row for row in rows}


class Box(Keyed):
    """Changed by the verbs in `boxes.keeping` only. A removed one stays, and can come back."""

    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=10, default="en")
    body = models.TextField(_("text"), blank=True)
    # The reader's form of the text (`publication.preparing`).
    prepared = models.JSONField(editable=False)
    # Their numbers in order. One that is gone, or that readers don't see, is left out when shown.
    articles = ArrayField(models.BigIntegerField(), verbose_name=_("articles"))
    version = models.PositiveIntegerField(_("version"))
    changed_at = models.DateTimeField(_("changed"))
    removed_at = models.DateTimeField(_("removed"), null=True)

    objects = BoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("box")
        verbose_name_plural = _("boxes")
        ordering = ["-changed_at", "-pk"]
        default_permissions = ("add", "change", "view")
        indexes = [
            models.Index(
                fields=["-changed_at", "-id"],
                name="box_newest",
                condition=Q(removed_at__isnull=True),
            ),
            models.Index(
                fields=["-changed_at", "-id"],
                name="box_removed",
                condition=Q(removed_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="box_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="box_says_something", condition=~Q(body="") | ~Q(articles=[])
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BoxVersion(models.Model):
    """What a box said from a moment on. It never changes."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    # The number of the version that was brought back; empty if it was written.
    restored = models.PositiveIntegerField(_("brought back"), null=True)
    # Plain facts of `boxes.keeping.Words`.
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("version of a box")
        verbose_name_plural = _("versions of boxes")
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["box", "number"], name="box_version_number"),
        ]

    def __str__(self) -> str:
        return _t("Version %(number)s") % {"number": self.number}
