"""People, at the desk. What they may do comes with their roles; nothing else gives rights."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from press.desk import RecordedAdmin


@admin.register(User)
class PersonAdmin(RecordedAdmin, UserAdmin):
    list_display = ["username", "first_name", "last_name", "email", "is_staff", "last_login"]
    list_filter = ["groups", "is_staff", "is_active"]
    # Without Django's boxes for superusers and single rights: the table of roles is the rule.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["is_active", "is_staff", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are changed by superusers only."""
        people = super().get_queryset(request)
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is removed, since the history names them: make a login inactive instead."""
        return False
