"""Addresses at which readers found nothing: counted, few, and nothing of the reader.

The page "not found" says so by its script, so that robots and scanners, which run none, stay out.
It carries the signature of its own address: nobody can report one that exists. Addresses with an
@ may hold somebody's address of mail, and are left out, as is every query.
"""

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from press import clock
from press.redirects.models import PATH_LENGTH, Missing
from press.redirects.moving import tidied

KEPT = 500
_signer = signing.Signer(salt="press.redirects.missing")


def signed(path: str) -> str:
    """Return the path of a page that isn't there, for its script to report."""
    return _signer.sign(path)


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Take in what the page "not found" says: the body is its signed path."""
    try:
        path = tidied(_signer.unsign(request.body[: 8 * PATH_LENGTH].decode()))
    except (signing.BadSignature, UnicodeDecodeError):
        sentence = _("This is no address that a page of this site has signed.")
        return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
    count(path)
    return HttpResponse(status=204)


@transaction.atomic
def count(path: str) -> None:
    """Count one reader who found nothing at this path, if it may be kept.

    Of more than 500 paths, those leave that the fewest readers met and that were met longest ago.
    """
    if len(path) > PATH_LENGTH or "@" in path:
        return
    now = clock.now()
    _row, is_new = Missing.objects.get_or_create(
        path=path, defaults={"first_at": now, "last_at": now}
    )
    if not is_new:
        Missing.objects.filter(path=path).update(hits=F("hits") + 1, last_at=now)
        return
    kept = Missing.objects.order_by("-hits", "-last_at", "-pk").values("pk")[:KEPT]
    Missing.objects.exclude(pk__in=kept).delete()
