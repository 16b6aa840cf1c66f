"""People, at the desk. What they may do comes with their roles; nothing else gives rights."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.telling import note
from press.desk import RecordedAdmin

# The library's own pages: addresses are a field of the person here, factors are their owner's.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
RIGHTS = ("is_active", "is_staff", "groups")


@admin.register(User)
class PersonAdmin(RecordedAdmin, UserAdmin):
    list_display = ["username", "first_name", "last_name", "email", "is_staff", "last_login"]
    list_filter = ["groups", "is_staff", "is_active"]
    # Without Django's boxes for superusers and single rights: the table of roles is the rule.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (gettext_lazy("Roles"), {"fields": ["is_active", "is_staff", "groups"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are changed by superusers only."""
        people = super().get_queryset(request)
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.changed_rights = [name for name in RIGHTS if name in form.changed_data]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Write one entry; a change of rights, or a password that was set, is mailed too."""
        if getattr(obj, "changed_rights", []):
            self._note_rights(request, obj)
        elif request.path.endswith("/password/"):
            note(obj, "password set", _("An administrator set your password."), by=request.user)
        else:
            super().log_change(request, obj, message)

    def _note_rights(self, request: HttpRequest, person: User) -> None:
        roles = ", ".join(person.groups.order_by("name").values_list("name", flat=True))
        words = {"by": request.user, "roles": roles or "–"}
        if person.is_active and person.is_staff:
            said = _("Your rights were changed by %(by)s. Your roles now: %(roles)s.") % words
        else:
            said = _("Your login was closed by %(by)s.") % words
        facts = {"roles": roles, "active": person.is_active, "staff": person.is_staff}
        note(person, "rights changed", said, by=request.user, **facts)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is removed, since the history names them: make a login inactive instead."""
        return False
