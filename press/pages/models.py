"""Receipts: whether what a person did has come to readers, place by place."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from press import clock

RECENT = timedelta(days=1)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def of(self, key: str) -> Self:
        """Those of one row, by its object key, newest first."""
        return self.filter(subject=key).order_by("-pk")

    def missed_lately(self) -> Self:
        """Those of the last day that found an old page somewhere."""
        missed = self.filter(state=self.model.State.MISSED)
        return missed.filter(asked_at__gt=clock.now() - RECENT).order_by("-pk")


class Receipt(models.Model):
    """One verb on one row, and each public place that it changes.

    `places` are objects with `what` and `path`, and then `took`, the seconds until the place was
    seen as it should be, or `problem`, why it wasn't yet.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Being looked at")
        LIVE = "live", gettext_lazy("Live everywhere")
        MISSED = "missed", gettext_lazy("Not live everywhere")

    subject = models.CharField(gettext_lazy("key"), max_length=100)
    label = models.CharField(gettext_lazy("of"), max_length=300)
    verb = models.CharField(gettext_lazy("verb"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("by"),
    )
    asked_at = models.DateTimeField(gettext_lazy("since"))
    done_at = models.DateTimeField(gettext_lazy("done"), null=True)
    rounds = models.PositiveSmallIntegerField(gettext_lazy("rounds"), default=0)
    state = models.CharField(
        gettext_lazy("state"), max_length=8, choices=State, default=State.WAITING
    )
    places = models.JSONField(gettext_lazy("places"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("publishing receipt")
        verbose_name_plural = gettext_lazy("publishing receipts")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject", "-id"], name="pages_receipt_subject"),
            models.Index(
                fields=["-asked_at"], name="pages_receipt_missed", condition=Q(state="missed")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="pages_receipt_state_is_known",
                condition=Q(state__in=["waiting", "live", "missed"]),
            ),
            models.CheckConstraint(
                name="pages_receipt_done_says_when",
                condition=Q(state="waiting", done_at__isnull=True)
                | (~Q(state="waiting") & Q(done_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.verb}"

    @property
    def missing(self) -> list[dict[str, Any]]:
        """The places that weren't seen as they should be."""
        return [place for place in self.places if place.get("took") is None]

    @property
    def sentence(self) -> str:
        """What the desk says: where it is live, and after how long, or where it isn't."""
        if self.state == self.State.LIVE:
            slowest = max((place["took"] for place in self.places), default=0.0)
            return _("Live everywhere after %(seconds).1f s") % {"seconds": slowest}
        names = ", ".join(place["what"] for place in self.missing)
        if self.state == self.State.MISSED:
            return _("Not live: %(places)s") % {"places": names}
        return _("Looking as a reader: %(places)s …") % {"places": names}
