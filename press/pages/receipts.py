"""Verbs of receipts: after a change, look as a reader at every place that it touches.

What should be seen is what the application says when it is asked past all that is kept; what is
seen comes over the network, from our own public address. Both have to be the same bytes.
"""

import http.client
import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from time import monotonic
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import models, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from press import clock
from press.pages.keys import key_of
from press.pages.making import Answer, Maker
from press.pages.models import Receipt
from press.pages.page import Page
from press.pages.signals import page_stayed_old

# How many places a receipt has at most, and when a place that is old yet is looked at again.
PLACES_AT_MOST = 100
PAUSES = [1, 2, 4, 8, 15]
# One round takes no longer, whatever the far side does, and no answer is read further.
ROUND_SECONDS = 8.0
ASKED_AT_ONCE = 4
ANSWER_SECONDS = 3
BYTES_AT_MOST = 8 * 1024 * 1024
KEPT_FOR = timedelta(days=90)
# Nobody's mail waits for a receipt.
AFTER_OTHERS = -10
CHECK = "press.pages.tasks.check_receipt"

type Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader got, and when."""

    status: int
    tag: str
    body: bytes
    at: datetime


def order(row: models.Model, verb: str, places: Iterable[Place], *, by: Any) -> Receipt:
    """Order a receipt for what `by` did to `row`, inside the present transaction.

    `places` are names for people and paths of our own site. Writes one row and one job.
    """
    some = list(dict.fromkeys(places))[:PLACES_AT_MOST]
    receipt = Receipt.objects.create(
        subject=key_of(row),
        label=str(row)[:300],
        verb=verb,
        by=by,
        asked_at=clock.now(),
        places=[{"what": what, "path": path} for what, path in some],
    )
    _defer(receipt, None)
    return receipt


def check(receipt_id: int, *, make: Callable[[str], Answer] | None = None) -> Receipt | None:
    """Look once at all places that weren't live yet; return the receipt if this settled it.

    Otherwise another round is ordered, a little later each time, six in all. Sends
    `page_stayed_old` with the last one. `make` says what a path should show.
    """
    receipt = Receipt.objects.filter(pk=receipt_id, state=Receipt.State.WAITING).first()
    if receipt is None:
        return None
    _look(receipt, make or _truth)
    receipt.rounds += 1
    if not receipt.missing:
        receipt.state, receipt.done_at = Receipt.State.LIVE, clock.now()
    elif receipt.rounds > len(PAUSES):
        receipt.state, receipt.done_at = Receipt.State.MISSED, clock.now()
    with transaction.atomic():
        receipt.save()
        if receipt.done_at is None:
            _defer(receipt, PAUSES[receipt.rounds - 1])
        elif receipt.missing:
            page_stayed_old.send(Receipt, receipt=receipt)
    return receipt if receipt.done_at else None


def forget_old() -> int:
    """Remove receipts after 90 days, and return how many."""
    return Receipt.objects.filter(asked_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _defer(receipt: Receipt, seconds: int | None) -> None:
    # By its name: the job lives above the verbs that order it.
    later = {"seconds": seconds} if seconds else None
    task = app.configure_task(CHECK, queue="ordinary", priority=AFTER_OTHERS, schedule_in=later)
    task.defer(receipt_id=receipt.pk)


def _look(receipt: Receipt, make: Callable[[str], Answer]) -> None:
    """Write `took` or `problem` to each missing place: first all are asked for, then compared."""
    missing = receipt.missing
    with ThreadPoolExecutor(ASKED_AT_ONCE) as readers:
        until = monotonic() + ROUND_SECONDS
        answers = list(readers.map(lambda place: _ask_until(until, place["path"]), missing))
    for place, seen in zip(missing, answers, strict=True):
        if isinstance(seen, str):
            place["problem"] = seen
            continue
        should = make(place["path"])
        page = Page(should.status, should.headers, should.body)
        is_same = seen.body == should.body or f'"{page.mark}-' in seen.tag
        if seen.status == should.code and is_same:
            place["took"] = round((seen.at - receipt.asked_at).total_seconds(), 2)
            place.pop("problem", None)
        else:
            place["problem"] = _("Readers still get an older page there.")


def _ask_until(until: float, path: str) -> Seen | str:
    """Return what is seen at a path, or why nothing is."""
    if monotonic() > until:
        return _("There was no time left to look.")
    try:
        return _ask(path)
    except (OSError, http.client.HTTPException) as problem:
        return _("No answer: %(words)s") % {"words": str(problem)[:200]}


def _ask(path: str) -> Seen:
    """Ask our own public address as an anonymous reader."""
    site = urlsplit(settings.SITE_URL)
    secure = site.scheme == "https"
    connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = connect(site.hostname or "", site.port, timeout=ANSWER_SECONDS)
    try:
        headers = {"User-Agent": "newsroom-receipt", "Accept-Encoding": "identity"}
        line.request("GET", quote(path, safe="/"), headers=headers)
        answer = line.getresponse()
        body = answer.read(BYTES_AT_MOST)
        return Seen(answer.status, answer.getheader("ETag", ""), body, clock.now())
    finally:
        line.close()


@cache
def _maker() -> Maker:
    return Maker(WSGIHandler(), settings.SITE_URL)


def _truth(path: str) -> Answer:
    # As a server decodes it: WSGI holds the bytes of a path as Latin-1.
    return _maker().make((path.encode().decode("latin-1"), ""), io.StringIO())
