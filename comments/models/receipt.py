"""That somebody's wish about their own comments was granted: what, when, by whom, how many."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Receipt(models.Model):
    """Written by `privacy` only. It holds no address: who is forgotten isn't kept here."""

    class Wish(models.TextChoices):
        EXPORTED = "exported", _("Exported")
        ANONYMISED = "anonymised", _("Name and address removed, words kept")
        REMOVED = "removed", _("Comments removed, with name and address")

    wish = models.CharField(_("what was done"), max_length=12, choices=Wish, editable=False)
    comments = models.PositiveIntegerField(_("comments"), editable=False)
    at = models.DateTimeField(_("at"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    person = models.CharField(
        max_length=64,
        editable=False,
        help_text=_("A keyed hash of the address: whether it was asked for before can be told."),
    )

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("people’s own data")
        constraints = [
            models.CheckConstraint(
                name="receipt_wish_is_known",
                condition=Q(wish__in=["exported", "anonymised", "removed"]),
            )
        ]
        indexes = [models.Index(fields=["person", "at"], name="receipt_person")]

    def __str__(self) -> str:
        return gettext("Receipt %(number)s") % {"number": self.pk}
