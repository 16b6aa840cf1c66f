"""What happens to logins: written into the audit log, mailed to the person."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from accounts import devices, sessions
from accounts.models import DeskSession, User
from accounts.telling import note


@receiver(user_logged_in)
def note_login(request: HttpRequest, response: HttpResponseBase, user: User, **signal: Any) -> None:
    """The login is complete, with every factor that it needs."""
    is_known = devices.knows(request, user)
    browser = sessions.browser_of(request)
    sessions.begin(request, user)
    devices.remember(request, response, user)
    sentence = (
        _("You have logged in with %(browser)s.")
        if is_known
        else _("You have logged in with %(browser)s, which we didn't know before.")
    )
    note(user, "logged in", sentence % {"browser": browser}, by=user, browser=browser)


@receiver(user_logged_out)
def forget_session(request: HttpRequest, user: User | None, **signal: Any) -> None:
    if user is not None:
        DeskSession.objects.filter(session_key=request.session.session_key).delete()
