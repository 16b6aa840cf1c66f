"""Caches outside, a CDN or Varnish: what they are told with a page, and how they forget it.

They get the keys of each page, and a purge by key when one is touched. On when PAGES_PURGE_URL is
set. Our promise ends at our door: how fast they forget is theirs.
"""

import json
import logging
import threading
import time
import uuid
from collections.abc import Iterable
from typing import Any
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from press.pages.page import Headers

logger = logging.getLogger(__name__)

EVERYTHING = "everything"
KEEP_SECONDS = 86_400
# More of them fit into no header; such a page is kept by us only.
KEY_BYTES = 7_000
# Cloudflare takes so many tags at once, the others more.
KEYS_AT_ONCE = 30
ANSWER_SECONDS = 10
# A process that lost its hearing may give away an old page for four seconds yet.
AGAIN_AFTER = {"seconds": 6}
HEADERS = {"CDN-Cache-Control", "Surrogate-Key", "Cache-Tag"}


def headers_for(keys: Iterable[str]) -> Headers:
    """Return what caches outside get with a page that shows what these keys stand for."""
    if not settings.PAGES_PURGE_URL:
        return []
    tags = [EVERYTHING, *sorted(keys)]
    if sum(len(tag) + 1 for tag in tags) > KEY_BYTES:
        return [("CDN-Cache-Control", "no-store")]
    return [
        ("CDN-Cache-Control", f"public, max-age={KEEP_SECONDS}"),
        ("Surrogate-Key", " ".join(tags)),
        ("Cache-Tag", ",".join(tags)),
    ]


def order_purge(keys: list[str]) -> None:
    """Defer the purge inside the present transaction, and once more some seconds later."""
    if not settings.PAGES_PURGE_URL or not keys:
        return
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some: Any = keys[start : start + KEYS_AT_ONCE]
        # By its name: the job lives above the keys that order it.
        for later in (None, AGAIN_AFTER):
            task = app.configure_task("press.pages.tasks.purge", queue="urgent", schedule_in=later)
            task.defer(keys=some, idempotency_key=str(uuid.uuid4()))


def hurry_sweep() -> None:
    """Let the clock's sweep run now, in which the purges of a moment that has come are ordered.

    Returns at once: who follows the clock must not wait for the database. Of several processes
    that follow it one is enough, and without any of them the sweep's own timetable is.
    """
    if settings.PAGES_PURGE_URL:
        threading.Thread(target=_hurry_sweep, name="hurry", daemon=True).start()


def _hurry_sweep() -> None:
    lock = "clock.sweep"  # That of its timetable.
    task = app.configure_task("press.clock.tasks.sweep", queue="urgent", queueing_lock=lock)
    try:
        task.defer(timestamp=int(time.time()))
    except AlreadyEnqueued:
        pass
    except (ConnectorException, DatabaseError, InterfaceError):
        logger.warning("Caches outside learn of a moment of the clock some seconds late.")
    finally:
        connection.close()


def purge(keys: list[str], idempotency_key: str) -> None:
    """Ask the cache to forget all pages with one of these keys; raises OSError if it doesn't."""
    name, _, value = settings.PAGES_PURGE_HEADER.partition(":")
    own = {name.strip(): value.strip()} if name else {}
    request = Request(  # noqa: S310  # The operator's own address.
        settings.PAGES_PURGE_URL,
        method="POST",
        data=json.dumps({"tags": keys}).encode(),
        headers={
            "Content-Type": "application/json",
            "Surrogate-Key": " ".join(keys),
            "Idempotency-Key": idempotency_key,
            **own,
        },
    )
    with urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
        answer.read()
