"""Logins that go on: noted when they begin, seen while they last, ended by their owner."""

import re
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import DeskSession, User
from accounts.telling import note
from press import clock

SEEN_EVERY = timedelta(minutes=5)
SEEN = "accounts.seen"
# In this order: most browsers name others too.
BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "HeadlessChrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
SPOKEN = {"Edg": "Edge", "HeadlessChrome": "Chrome", "OPR": "Opera", "Mac OS X": "macOS"}


def begin(request: HttpRequest, user: User) -> None:
    """Note the session that has just been logged in."""
    now = clock.now()
    facts = {"user": user, "browser": browser_of(request), "begun_at": now, "seen_at": now}
    if request.session.session_key is None:  # Somebody else's was thrown away for it.
        request.session.create()
    key = request.session.session_key
    DeskSession.objects.update_or_create(session_key=key, defaults=facts)


def see(request: HttpRequest) -> None:
    """Note that the session is used, at most every five minutes."""
    now = clock.now()
    if request.session.get(SEEN, 0) < (now - SEEN_EVERY).timestamp():
        request.session[SEEN] = now.timestamp()
        DeskSession.objects.filter(session_key=request.session.session_key).update(seen_at=now)


@transaction.atomic
def end(session: DeskSession, *, by: User) -> None:
    """End a session of one's own: whoever has it must log in again. Writes one entry."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    sentence = _("You have ended a session of yours: %(browser)s.") % {"browser": session.browser}
    note(by, "session ended", sentence, by=by, browser=session.browser)


def forget_ended() -> int:
    """Remove the rows of sessions that have ended by themselves, and return how many."""
    ended = DeskSession.objects.exclude(
        session_key__in=Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    )
    count: Any = ended.delete()[0]
    return count


def browser_of(request: HttpRequest) -> str:
    """Return the browser as people call it, "Firefox, Linux"; they pretend to be each other."""
    said = request.META.get("HTTP_USER_AGENT", "")
    named = [
        next((SPOKEN.get(name, name) for name in names if re.search(rf"\b{name}\b", said)), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(part for part in named if part) or _("An unknown browser")
