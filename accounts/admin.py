"""People, at the desk. What they may do comes with their roles; nothing else gives rights."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import changed_factors
from accounts.models import User
from accounts.telling import note
from press.desk import RecordedAdmin

# The library's own pages: addresses are a field of the person here, factors are their owner's.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
admin.site.unregister(Group)
RIGHTS = ("is_active", "is_staff", "groups")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy(
            "How you know that it is them: “lost her telephone, I met her”. The person reads it."
        ),
    )


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
    filter_horizontal = []

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField | None:
        """The roles are few: a box to tick for each, instead of two lists and arrows."""
        options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

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

    def get_urls(self) -> list[URLPattern]:
        take_away = self.admin_site.admin_view(self.take_away_factors)
        name = "accounts_user_take_away_factors"
        return [path("<str:object_id>/factors/", take_away, name=name), *super().get_urls()]

    def take_away_factors(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for a reason, and remove the second factors of somebody who has lost them."""
        person = self.get_object(request, unquote(object_id))
        if person is None:
            raise Http404
        if not self.has_change_permission(request, person) or person.pk == request.user.pk:
            raise PermissionDenied
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                changed_factors.take_away(person, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                said = _("The second factors of %(name)s are removed, and their sessions ended.")
                self.message_user(request, said % {"name": person}, messages.SUCCESS)
                return redirect("admin:accounts_user_change", person.pk)
        context = self.admin_site.each_context(request) | {"form": form, "original": person}
        context |= {"title": _("Remove the second factors of %(name)s") % {"name": person}}
        status = 422 if form.is_bound else 200
        name = "admin/accounts/user/take_away_factors.html"
        return TemplateResponse(request, name, context | {"opts": self.opts}, status=status)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        person: Any = context.get("original")
        may = person is not None and self.has_change_permission(request, person)
        context["may_take_away_factors"] = (
            may and person.pk != request.user.pk and changed_factors.has_any(person)
        )
        return super().render_change_form(request, context, *args, **options)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is removed, since the history names them: make a login inactive instead."""
        return False


@admin.register(Group)
class RoleAdmin(RecordedAdmin, GroupAdmin):
    filter_horizontal = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """With the rights and what they are about: each is named by both."""
        rights = Permission.objects.select_related("content_type")
        return super().get_queryset(request).prefetch_related(Prefetch("permissions", rights))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        super().log_change(request, obj, message)
        said = _("%(by)s changed what your role “%(role)s” may do.")
        self._tell(request, obj, said)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:  # type: ignore[override]
        super().log_deletions(request, queryset)
        for role in queryset:
            said = _("%(by)s removed your role “%(role)s”, and with it what it allowed.")
            self._tell(request, role, said)

    def _tell(self, request: HttpRequest, role: Group, said: str) -> None:
        """Write it into the entries of everybody who has the role, and mail them."""
        words = {"by": request.user, "role": role.name}
        for person in User.objects.filter(groups=role, is_active=True):
            note(person, "rights changed", said % words, by=request.user, role=role.name)
