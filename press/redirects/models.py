"""One row per old path."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    old_path = models.CharField(_("old path"), max_length=500, unique=True)
    new_path = models.CharField(
        _("new path"),
        max_length=500,
        blank=True,
        db_index=True,
        help_text=_("Empty: what was there is gone for good, and the address answers 410."),
    )
    hits = models.BigIntegerField(_("hits"), default=0)
    last_hit_at = models.DateTimeField(_("last hit"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                name="redirect_leads_elsewhere",
                condition=~Q(old_path=F("new_path")),
                violation_error_message=_("This path would lead to itself. Choose another target."),
            ),
            models.CheckConstraint(
                name="redirect_paths_are_local",
                condition=Q(old_path__startswith="/")
                & (Q(new_path="") | (Q(new_path__startswith="/") & ~Q(new_path__startswith="//"))),
                violation_error_message=_("A path starts with one slash, as in /world/."),
            ),
        ]

    def __str__(self) -> str:
        return self.old_path
