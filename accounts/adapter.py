"""What allauth asks us: it runs the second factors; passwords, mails and words are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from accounts.backends import StaffBackend
from accounts.factors import must_have_one
from press.pages.network import client_address


class DeskAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: administrators add people."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request.META) or "unknown"

    def pre_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse | None:
        """Hold passkeys to the same rule as passwords: staff, active, no demo login elsewhere."""
        if not user.is_staff or not StaffBackend().user_can_authenticate(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **facts)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **options: Any) -> None:
        """Say what went wrong, and no more: the page that follows shows what was done."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **options)

    def send_notification_mail(self, *args: Any, **options: Any) -> None:
        """Leave it to our own receivers, which write the audit log too."""


class DeskFactors(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whoever must have a second factor keeps the last one; add another one first."""
        kind = type(authenticator).Type
        others = type(authenticator).objects.filter(user=authenticator.user_id)
        others = others.exclude(pk=authenticator.pk).exclude(type=kind.RECOVERY_CODES)
        return not must_have_one(authenticator.user) or others.exists()
