"""Known browsers: a signed cookie for `/desk/` says who has logged in here before.

It lets nobody in. Wrong passwords from a known browser are counted apart from those of strangers,
so that strangers can't lock its owner out.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import User

NAME = "desk_device"
GOOD_FOR = timedelta(days=365)
# People who share a browser; the first to come is the first to go.
PEOPLE_AT_MOST = 5
SALT = "accounts.devices"


def device_of(request: HttpRequest, name: str) -> str:
    """Return the mark of this browser for the person of that login name, "" if it has none."""
    known = _known(request)
    pk = User.objects.filter(username=name).values_list("pk", flat=True).first() if known else None
    return known.get(str(pk), "")


def knows(request: HttpRequest, user: User) -> bool:
    return str(user.pk) in _known(request)


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Mark the browser of somebody who has logged in with every factor that it needs."""
    known = _known(request)
    mark = known.pop(str(user.pk), "") or secrets.token_hex(16)
    people = dict([*known.items(), (str(user.pk), mark)][-PEOPLE_AT_MOST:])
    response.set_cookie(
        NAME,
        signing.dumps(people, salt=SALT),
        max_age=GOOD_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, Any]:
    try:
        known = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}
