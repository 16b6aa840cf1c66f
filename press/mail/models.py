"""One row per message and person, and what became of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state=self.model.State.WAITING)

    def unsettled(self) -> Self:
        """Those that only a person can do something about."""
        return self.filter(state__in=[self.model.State.FAILED, self.model.State.UNKNOWN])

    def lost_since(self, moment: datetime) -> Self:
        """Those claimed before `moment` whose sender never said how it ended."""
        return self.filter(state=self.model.State.SENDING, claimed_at__lt=moment)

    def keyed(self, prefix: str) -> Self:
        """Those whose key starts with `prefix`, which every room chooses for its own mails."""
        return self.filter(key__startswith=prefix)


class Message(models.Model):
    """A mail to one person. Its key makes asking for it twice harmless."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Not known")

    key = models.CharField(_("key"), max_length=200, unique=True)
    recipient = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("further headers"), default=dict, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("what went wrong"), blank=True)
    queued_at = models.DateTimeField(_("ordered"))
    due_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["-queued_at", "-id"], name="mail_message_newest"),
            models.Index(
                fields=["due_at"], name="mail_message_waiting", condition=Q(state="waiting")
            ),
            models.Index(
                fields=["claimed_at"], name="mail_message_sending", condition=Q(state="sending")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_message_state_is_known",
                condition=Q(state__in=["waiting", "sending", "sent", "failed", "unknown"]),
            ),
            models.CheckConstraint(
                name="mail_message_sent_has_a_moment",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_message_claimed_has_a_moment",
                condition=Q(state="waiting") | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_message_trouble_has_words",
                condition=~Q(state__in=["failed", "unknown"]) | ~Q(last_error=""),
            ),
            models.CheckConstraint(
                name="mail_message_has_key_and_recipient", condition=~Q(key="") & ~Q(recipient="")
            ),
        ]

    def __str__(self) -> str:
        return self.subject
