"""Subscribers: addresses that somebody gave, confirmed by whoever reads their mail.

And, for an hour, which networks asked: keyed hashes, against floods.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Subscriber(models.Model):
    """An address in its one form (`newsletters.addresses`), and what its owner wants."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
        CONFIRMED = "confirmed", _("Confirmed")
        LEFT = "left", _("Has left")

    email = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.UNCONFIRMED, editable=False
    )
    # When the present asking began: leaving ends it, and links name it (`newsletters.tokens`).
    asked_at = models.DateTimeField(_("asked"), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, editable=False)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_once"),
            models.CheckConstraint(
                name="subscriber_state_fits_its_dates",
                condition=Q(state="unconfirmed", confirmed_at__isnull=True, left_at__isnull=True)
                | Q(state="confirmed", confirmed_at__isnull=False, left_at__isnull=True)
                | Q(state="left", left_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="subscriber_newest")]

    def __str__(self) -> str:
        return self.email


class Asking(models.Model):
    """One asking from one network, kept for an hour (`newsletters.limits`)."""

    network = models.CharField(max_length=64)  # A keyed hash, as of `press.pages.network`
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("asking")
        verbose_name_plural = _("askings")
        indexes = [
            models.Index(fields=["network", "at"], name="asking_network"),
            models.Index(fields=["at"], name="asking_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
