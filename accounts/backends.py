"""Who may log in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


class StaffBackend(ModelBackend):
    """Django's own rules, and no demo login outside a demo."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if getattr(user, "demo", False) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
