"""What changes in somebody's second factors, told within the transaction that changes them.

The library changes its rows and tells of it after the commit: a process that is killed in between
would leave no word in the audit log. So we look at the rows ourselves, before and after its views.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from accounts.factors import HAS_ONE
from accounts.models import DeskSession, User
from accounts.telling import note

CODES = Authenticator.Type.RECOVERY_CODES
View = Callable[..., HttpResponseBase]


def telling(view: View) -> View:
    """Let a view of the library write what it changes into the audit log, and mail it."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        person: Any = request.user
        if request.method != "POST" or not person.is_authenticated:
            return view(request, *args, **options)
        with transaction.atomic():
            before = _factors_of(person)
            response = view(request, *args, **options)
            after = _factors_of(person)
            _tell(person, before, after)
        if before.keys() != after.keys():
            request.session.pop(HAS_ONE, None)
        return response

    return told


@transaction.atomic
def take_away(person: User, *, by: Any, reason: str) -> None:
    """Remove the second factors of somebody who has lost them, and end their sessions.

    They log in with their password, and add new ones. Writes the entry "second factors taken away"
    and mails the person. Raises ValidationError without a reason or with nothing to remove, and
    PermissionDenied: nobody does it for themselves, and only a superuser for another one.
    """
    allowed = by.has_perm("accounts.change_user") and by.pk != person.pk
    if not allowed or (person.is_superuser and not by.is_superuser):
        raise PermissionDenied(_("Another administrator has to do this."))
    if not reason.strip():
        raise ValidationError(_("Give a reason: it stands in the audit log, and in the mail."))
    person = User.objects.select_for_update().get(pk=person.pk)
    factors = _factors_of(person)
    if not factors:
        raise ValidationError(_("This login has no second factor."))
    Authenticator.objects.filter(user=person).delete()
    sessions = DeskSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    sessions.delete()
    sentence = _(
        "%(by)s removed the second factors of your login: %(reason)s. You are logged out "
        "everywhere. Log in with your password, and add a new one."
    )
    words = {"by": by, "reason": reason.strip().rstrip(".")}
    facts = {"reason": reason.strip(), "factors": [str(factor) for factor in factors.values()]}
    note(person, "second factors taken away", sentence % words, by=by, **facts)


def has_any(person: User) -> bool:
    return Authenticator.objects.filter(user=person).exists()


def _factors_of(person: User) -> dict[int, Authenticator]:
    return Authenticator.objects.filter(user=person).in_bulk()


def _tell(person: User, before: dict[int, Authenticator], after: dict[int, Authenticator]) -> None:
    gone = [before[pk] for pk in before if pk not in after]
    new = [after[pk] for pk in after if pk not in before]
    had_codes = any(factor.type == CODES for factor in gone)
    renewed = [factor for factor in new if had_codes and factor.type == CODES]
    for factor in gone:
        if not renewed or factor.type != CODES:
            sentence = _("A second factor was removed from your login: %(factor)s.")
            _note(person, "second factor removed", sentence, factor)
    for factor in new:
        if factor not in renewed:
            sentence = _("A second factor was added to your login: %(factor)s.")
            _note(person, "second factor added", sentence, factor)
    for factor in renewed:
        sentence = _("New recovery codes were made for your login: %(factor)s.")
        _note(person, "second factor renewed", sentence, factor)


def _note(person: User, verb: str, sentence: str, factor: Authenticator) -> None:
    name = str(factor)
    note(person, verb, sentence % {"factor": name}, by=person, factor=name)
