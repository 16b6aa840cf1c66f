"""Many comments that came in at once and are alike: moderators see them as one line."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Wave(models.Model):
    """`waves` writes it. How many of it stand in which queue is kept by the trigger that counts."""

    likeness = models.CharField(
        max_length=64, editable=False, help_text=_("What its comments have in common (`likeness`).")
    )
    first_at = models.DateTimeField(_("began"), editable=False)
    last_at = models.DateTimeField(_("went on until"), editable=False)

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        indexes = [models.Index(fields=["likeness", "-last_at"], name="wave_going_on")]

    def __str__(self) -> str:
        return gettext("Wave %(number)s") % {"number": self.pk}
