"""Old paths and where they lead: one row each, rules for many alike, and paths nobody knows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

PATH_LENGTH = 500


class Redirect(models.Model):
    old_path = models.CharField(_("old path"), max_length=PATH_LENGTH, unique=True)
    new_path = models.CharField(
        _("new path"),
        max_length=PATH_LENGTH,
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
        indexes = [
            models.Index(fields=["-hits", "old_path"], name="redirect_most_used"),
        ]

    def __str__(self) -> str:
        return self.old_path


class Rule(models.Model):
    """Leads all paths of one shape: a star stands for anything, and is put in again."""

    old_pattern = models.CharField(
        _("old paths"),
        max_length=PATH_LENGTH,
        unique=True,
        help_text=_("A star stands for anything, as in /archive/*/ or /blog/*/comments/*/."),
    )
    new_pattern = models.CharField(
        _("new paths"),
        max_length=PATH_LENGTH,
        blank=True,
        help_text=_(
            "Each star stands for what the star at the same place stood for. "
            "Empty: what was there is gone for good, and the addresses answer 410."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The first rule that fits is followed.")
    )
    hits = models.BigIntegerField(_("hits"), default=0)
    last_hit_at = models.DateTimeField(_("last hit"), null=True, blank=True)

    class Meta:
        verbose_name = _("redirect rule")
        verbose_name_plural = _("redirect rules")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rule_paths_are_local",
                condition=Q(old_pattern__startswith="/", old_pattern__contains="*")
                & (
                    Q(new_pattern="")
                    | (Q(new_pattern__startswith="/") & ~Q(new_pattern__startswith="//"))
                ),
                violation_error_message=_(
                    "Both begin with one slash, and the old paths hold a star, as in /archive/*/."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.old_pattern


class Missing(models.Model):
    """A path at which readers found nothing. Nothing of the reader is kept, only how many came."""

    path = models.CharField(_("path"), max_length=PATH_LENGTH, unique=True)
    hits = models.BigIntegerField(_("readers"), default=1)
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"))

    class Meta:
        verbose_name = _("address not found")
        verbose_name_plural = _("addresses not found")
        ordering = ["-hits", "-last_at"]
        indexes = [models.Index(fields=["-hits", "-last_at"], name="missing_most")]

    def __str__(self) -> str:
        return self.path
