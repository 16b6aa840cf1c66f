"""Our own user, from the first migration; their sessions, and passwords that were wrong lately."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from press import history


class PeopleManager(UserManager["User"]):
    """Makes logins, as Django's commands ask for them."""

    @transaction.atomic
    def create_superuser(self, *facts: Any, **options: Any) -> "User":
        """Make an administrator who may do everything; only the server's console can. Writes the
        entry "made an administrator"."""
        person: User = super().create_superuser(*facts, **options)
        history.record(person, "made an administrator", by=None)
        return person


class User(AbstractUser):
    """Somebody who logs in at the desk. What they may do comes with their roles (groups)."""

    demo = models.BooleanField(
        _("demo login"),
        default=False,
        editable=False,
        help_text=_("Has a password that everybody knows; can log in at a demo newspaper only."),
    )

    mail_on_review = models.BooleanField(
        _("mail me when an article waits for review"),
        default=True,
        help_text=_("For whoever edits the articles of others."),
    )
    mail_on_return = models.BooleanField(
        _("mail me when an article of mine is returned"), default=True
    )

    objects: ClassVar = PeopleManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class DeskSession(models.Model):
    """A login that goes on in some browser, so that its owner can see and end it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="desk_sessions",
        verbose_name=_("person"),
    )
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(_("browser"), max_length=200)
    begun_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.begun_at:%Y-%m-%d %H:%M}"


class FailedLogin(models.Model):
    """One wrong password. `account` and `network` are keyed hashes; `device` is a known browser."""

    account = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    device = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("failed login")
        verbose_name_plural = _("failed logins")
        indexes = [
            models.Index(fields=["account", "-at"], name="failedlogin_account"),
            models.Index(fields=["network", "-at"], name="failedlogin_network"),
            models.Index(fields=["at"], name="failedlogin_at"),
        ]

    def __str__(self) -> str:
        return f"{self.account[:8]} {self.at:%Y-%m-%d %H:%M}"
