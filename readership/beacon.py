"""`POST /seen/`: a page says that it was seen. Answered before Django, from memory alone.

The body is the primary key of what was seen, in digits. The answer is empty, sets no cookie and is
the same whether the view counts or not, so that a robot learns nothing from it.
"""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from readership import counting
from readership.readers import fingerprint
from readership.robots import is_robot

PATH = "/seen/"
BODY_BYTES = 20
LARGEST_ID = 2**63 - 1
NO_NUMBER = _("The body must be the number of what was seen, in digits.")
NOT_POSTED = _("A view is told by POST.")
NOT_OURS = _("Only a page of this site can tell that it is seen.")
_DIGITS = re.compile(rb"[0-9]{1,20}")

type Environ = dict[str, Any]
type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Refused(Exception):
    """The request isn't a view of ours: a status, and a sentence for a person."""

    def __init__(self, status: HTTPStatus, sentence: Promise) -> None:
        super().__init__(sentence)
        self.status = status


class Beacon:
    """WSGI: takes in views and passes every other request on, untouched.

    `see` gets the primary key of what was seen at `path`, and the reader's fingerprint.
    """

    def __init__(
        self,
        application: Application,
        see: Callable[[int, bytes], None] = counting.see,
        path: str = PATH,
    ) -> None:
        self.application = application
        self.see = see
        self.path = path

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != self.path:
            return self.application(environ, start_response)
        try:
            _expect_post(environ)
            _expect_our_page(environ)
            number = _number_in(environ)
        except Refused as refusal:
            return _refuse(refusal, environ, start_response)
        if not is_robot(environ):
            self.see(number, fingerprint(environ))
        start_response("204 No Content", [("Cache-Control", "no-store")])
        return []


def _expect_post(environ: Environ) -> None:
    if environ["REQUEST_METHOD"] != "POST":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, NOT_POSTED)


def _expect_our_page(environ: Environ) -> None:
    """Refuse views that pages of other sites send; a browser that says nothing is believed."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    origin = environ.get("HTTP_ORIGIN")
    if site is not None:
        ours = site == "same-origin"
    else:
        ours = origin is None or _is_our_origin(str(origin), environ)
    if not ours:
        raise Refused(HTTPStatus.FORBIDDEN, NOT_OURS)


def _is_our_origin(origin: str, environ: Environ) -> bool:
    """Whether `Origin` names us, by the address that was asked for or by SITE_URL."""
    if origin == settings.SITE_URL:
        return True
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(host) and host == environ.get("HTTP_HOST")


def _number_in(environ: Environ) -> int:
    """Read the body, at most one byte more than it may have, and return the primary key."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not (length.isascii() and length.isdigit()) or len(length) > 2 or int(length) > BODY_BYTES:
        raise Refused(HTTPStatus.BAD_REQUEST, NO_NUMBER)
    body = environ["wsgi.input"].read(int(length))
    if not _DIGITS.fullmatch(body) or not 0 < int(body) <= LARGEST_ID:
        raise Refused(HTTPStatus.BAD_REQUEST, NO_NUMBER)
    return int(body)


def _refuse(
    refusal: Refused, environ: Environ, start_response: Callable[..., Any]
) -> Iterable[bytes]:
    body = f"{refusal}\n".encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if refusal.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", "POST"))
    start_response(f"{refusal.status.value} {refusal.status.phrase}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
