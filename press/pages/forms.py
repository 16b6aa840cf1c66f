"""Protection of reader forms, whose pages are the same bytes for everybody.

Such a form can't carry a token. The browser says where a POST comes from: `Sec-Fetch-Site`
(Fetch Metadata, W3C), or `Origin` (RFC 6454) in older ones. A browser that says neither gets the
form again, with its words, and with a signed field that is good for an hour.
"""

from django.core import signing
from django.http import HttpRequest

FIELD = "sent_from_here"
GOOD_FOR_SECONDS = 3600
_signer = signing.TimestampSigner(salt="press.pages.forms")


def is_ours(request: HttpRequest) -> bool:
    """Whether this POST was sent from a page of this site, as well as the browser can tell."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    try:
        _signer.unsign(request.POST.get(FIELD, ""), max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return False
    return True


def signed_field() -> str:
    """Return the value of the hidden field for the form that comes again."""
    return _signer.sign("form")
