"""One table for all that was done; histories, decisions and the audit log are views of it."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, row: models.Model) -> Self:
        """Entries about one object, newest first."""
        kind = ContentType.objects.get_for_model(row)
        return self.filter(kind=kind, object_id=row.pk)

    def with_actors(self) -> Self:
        return self.select_related("by")


class Entry(models.Model):
    """One deed. A trigger of the database refuses to change or remove it."""

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deeds",
        verbose_name=_("by"),
        help_text=_("Empty when the newspaper itself did it, or a reader."),
    )
    verb = models.CharField(_("verb"), max_length=40)
    kind = models.ForeignKey(ContentType, models.PROTECT, verbose_name=_("kind"))
    object_id = models.BigIntegerField(_("object"))
    label = models.CharField(_("called"), max_length=300)
    detail = models.JSONField(_("detail"), default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "-at", "-id"], name="history_entry_about"),
            models.Index(fields=["-at", "-id"], name="history_entry_newest"),
            # What people did, among much more that readers did.
            models.Index(
                fields=["-at", "-id"],
                name="history_entry_by_people",
                condition=models.Q(by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.verb}"
