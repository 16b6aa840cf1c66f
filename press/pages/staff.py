"""The one cookie that reader pages know: `staff`, which says that somebody of the desk is reading.

It holds no name. Who has it gets fresh answers that are never kept.
"""

from django.core import signing
from django.http import parse_cookie
from django.http.response import HttpResponseBase

NAME = "staff"
GOOD_FOR_SECONDS = 12 * 3600
_signer = signing.TimestampSigner(salt="press.pages.staff")


def give(response: HttpResponseBase, *, secure: bool) -> None:
    """Give the cookie to somebody who is logged in at the desk."""
    response.set_cookie(
        NAME,
        _signer.sign(NAME),
        max_age=GOOD_FOR_SECONDS,
        path="/",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def take(response: HttpResponseBase) -> None:
    """Take the cookie away."""
    response.delete_cookie(NAME, path="/", samesite="Lax")


def is_signed(cookies: str) -> bool:
    """Whether the `Cookie` header holds a `staff` that we signed within the last twelve hours."""
    try:
        _signer.unsign(parse_cookie(cookies).get(NAME, ""), max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return False
    return True
