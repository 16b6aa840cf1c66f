"""Subscribers: addresses that somebody gave, confirmed by whoever reads their mail."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Subscriber(models.Model):
    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
        CONFIRMED = "confirmed", _("Confirmed")
        LEFT = "left", _("Has left")

    email = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.UNCONFIRMED, editable=False
    )
    asked_at = models.DateTimeField(_("asked"), editable=False)
    asked_from = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, editable=False)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_once"),
            models.CheckConstraint(
                name="subscriber_state_is_known",
                condition=Q(state__in=["unconfirmed", "confirmed", "left"]),
            ),
            models.CheckConstraint(
                name="subscriber_confirmed_says_when",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="subscriber_left_says_when",
                condition=Q(state="left", left_at__isnull=False)
                | (~Q(state="left") & Q(left_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["asked_from", "asked_at"], name="subscriber_asked_from"),
            models.Index(fields=["-asked_at", "-id"], name="subscriber_newest"),
        ]

    def __str__(self) -> str:
        return self.email
