"""Telling readers apart without knowing them.

A reader is a network address and a User-Agent, for half an hour. What is stored of both is a
keyed hash; its key is thrown away the next day, and then nobody can ask the table whether a
certain address read a certain article, by trying out all addresses either.

Imported before Django is set up: models are looked up when they are needed.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.apps import apps

from press.pages.network import client_address

READER_BYTES = 16
ONCE_IN = timedelta(minutes=30)


def fingerprint(environ: Mapping[str, Any]) -> bytes:
    """Return 16 bytes for a reader that live in memory only, until the next flush.

    They bound the memory, however long the User-Agent is. They carry no key, so that a view
    can be taken in while the database, which has the key, is away.
    """
    reader = f"{client_address(environ)}\n{environ.get('HTTP_USER_AGENT', '')}"
    return hashlib.sha256(reader.encode(errors="surrogatepass")).digest()[:READER_BYTES]


class Veil:
    """Turns fingerprints into what may be stored, at one moment."""

    def __init__(self, now: datetime) -> None:
        """Load the keys; the first process of a day makes the new one. Raises DatabaseError."""
        keys = apps.get_model("readership", "DayKey").objects
        today = now.astimezone(UTC).date()
        self._key: bytes = keys.of(today)
        self._former: bytes | None = None
        if now - midnight_before(now) < ONCE_IN:
            yesterday = keys.filter(day=today - timedelta(days=1)).first()
            self._former = bytes(yesterday.key) if yesterday else None

    @property
    def has_former(self) -> bool:
        """Whether a reader may have been counted under yesterday's key within half an hour."""
        return self._former is not None

    def reader(self, seen: bytes) -> bytes:
        return hmac.digest(self._key, seen, "sha256")[:READER_BYTES]

    def former_reader(self, seen: bytes) -> bytes:
        """Return what the reader was called yesterday; only where `has_former`."""
        assert self._former is not None
        return hmac.digest(self._former, seen, "sha256")[:READER_BYTES]


def midnight_before(now: datetime) -> datetime:
    """Return the beginning of the day of UTC in which `now` lies."""
    return datetime.combine(now.astimezone(UTC).date(), time.min, UTC)
