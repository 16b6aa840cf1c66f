"""Forms of getting in."""

from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import devices, limits
from accounts.models import User
from accounts.telling import note
from press.pages.network import network_of


class TooOften(forms.ValidationError):
    """Too many wrong passwords lately; the sentence says how long to wait."""

    def __init__(self, pause: timedelta) -> None:
        minutes = max(1, -(-int(pause.total_seconds()) // 60))
        super().__init__(
            ngettext(
                "Too many tries. Try again in %(n)d minute, or use a passkey, or a browser in "
                "which you have logged in before.",
                "Too many tries. Try again in %(n)d minutes, or use a passkey, or a browser in "
                "which you have logged in before.",
                minutes,
            )
            % {"n": minutes},
            code="too_often",
        )


class EnterForm(AdminAuthenticationForm):
    """Name and password, tried as often as `limits` allow."""

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name is None or not password or self.request is None:
            return self.cleaned_data
        who = (
            limits.account_of(name),
            network_of(self.request.META),
            devices.device_of(self.request, name),
        )
        problem: forms.ValidationError | None = None
        # Committed also when the password is wrong: the failure counts.
        with transaction.atomic():
            limits.one_try_at_a_time(*who[:2])
            if pause := limits.pause_before(*who):
                raise TooOften(pause)
            try:
                super().clean()
            except forms.ValidationError as wrong:
                problem = wrong
                if limits.count_failure(*who):
                    _note_lockout(name)
            else:
                limits.forget_failures(*who)
        if problem is not None:
            raise problem
        return self.cleaned_data


class SeldomTried(BaseAuthenticateForm):
    """The code of a second factor, tried as seldom as a password. A browser that has logged in
    before is counted for itself: whoever knows the password alone can't use up its tries."""

    def clean_code(self) -> str:
        device = devices.device_of(context.request, self.user.username) or "codes"
        who = (limits.account_of(f"code of {self.user.pk}"), "", device)
        problem: forms.ValidationError | None = None
        with transaction.atomic():
            limits.one_try_at_a_time(*who[:2])
            if pause := limits.pause_before(*who):
                raise TooOften(pause)
            try:
                code = super().clean_code()
            except forms.ValidationError as wrong:
                problem = wrong
                if limits.count_failure(*who):
                    _note_lockout(self.user.username)
            else:
                limits.forget_failures(*who)
        if problem is not None:
            raise problem
        return code


class CodeForm(SeldomTried, AuthenticateForm):
    """After the password."""


class CodeAgainForm(SeldomTried, ReauthenticateForm):
    """Before a factor is changed."""


class ResetForm(forms.Form):
    """An address; whether anybody has it is looked up later, where nobody can measure it."""

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "vTextField"}),
    )


def _note_lockout(name: str) -> None:
    person = User.objects.filter(username=name, is_active=True).first()
    if person is not None:
        sentence = str(
            _("Somebody typed wrong passwords or codes for your login, and was stopped.")
        )
        note(person, "locked out", sentence, by=None)
