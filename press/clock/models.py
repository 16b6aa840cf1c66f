"""Due moments: when the clock alone changes what pages show, and which of their keys."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Moment(models.Model):
    """Once at `due_at`, or at each midnight in `zone`."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    due_at = models.DateTimeField(_("due"), null=True)
    zone = models.CharField(_("each midnight in"), max_length=60, blank=True)
    keys = ArrayField(models.TextField(), verbose_name=_("keys"))

    class Meta:
        verbose_name = _("due moment")
        verbose_name_plural = _("due moments")
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["due_at"], name="clock_moment_due")]
        constraints = [
            models.CheckConstraint(
                name="clock_moment_once_or_daily",
                condition=Q(due_at__isnull=False, zone="") | (Q(due_at__isnull=True) & ~Q(zone="")),
            )
        ]

    def __str__(self) -> str:
        return self.name
