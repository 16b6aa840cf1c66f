"""Who may log in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q

from accounts.models import User


class StaffBackend(ModelBackend):
    """Django's own rules, and no demo login outside a demo."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Ask by one query, on every page of the desk, for a person's own rights and the roles'."""
        if user_obj.is_active and not (user_obj.is_superuser or hasattr(user_obj, "_perm_cache")):
            role = Permission.objects.filter(group__user=user_obj.pk)
            own = user_obj.user_permissions.values("pk")
            rights = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=role.values("pk")))
            names = rights.order_by().values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{name}" for app, name in names}
        return super().get_all_permissions(user_obj, obj)

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if getattr(user, "demo", False) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
