"""Keys: which facts a page shows, and which facts a change touches.

Two kinds, both plain strings that this room doesn't read. *Object keys* (`articles.article:7`)
are gathered from every row that is loaded while a page is made. *Set keys* (`list:section:3`)
are named by the queryset method that asks for the list, and say what can enter or leave it.
A verb touches the keys of what it changed, inside its own transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Self

from django.db import connection, models
from django.db.models.base import ModelState

from press.pages import outside

CHANNEL = "pages"
# PostgreSQL refuses a payload of 8,000 bytes or more.
PAYLOAD_BYTES = 7_900
KEYS_AT_MOST = 1_000
EVERYTHING = outside.EVERYTHING

_gathering: ContextVar[set[str] | None] = ContextVar("gathering", default=None)


@contextmanager
def gathering() -> Iterator[set[str]]:
    """Gather into the yielded set the keys of all that is loaded within the block."""
    keys: set[str] = set()
    token = _gathering.set(keys)
    try:
        yield keys
    finally:
        _gathering.reset(token)


def note(*keys: str) -> None:
    """Say that the page being made shows what these keys stand for."""
    gathered = _gathering.get()
    if gathered is not None:
        gathered.update(keys)


def key_of(row: models.Model) -> str:
    """Return the object key of a row: `<app>.<model>:<pk>`."""
    return f"{_kind(type(row))}:{row.pk}"


@cache
def _kind(model: type[models.Model]) -> str:
    return model._meta.label_lower


def touch(keys: Iterable[str]) -> None:
    """Announce that what these keys stand for changes with the present transaction.

    PostgreSQL delivers the notices exactly when the transaction becomes visible, and none if it
    is rolled back. More than 1,000 keys become `everything`.
    """
    touched = sorted(set(keys))
    if len(touched) > KEYS_AT_MOST:
        touched = [EVERYTHING]
    for payload in _payloads(touched):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
    outside.order_purge(touched)


def _payloads(keys: list[str]) -> Iterator[str]:
    payload = ""
    for key in keys:
        longer = f"{payload} {key}" if payload else key
        if len(longer.encode()) > PAYLOAD_BYTES:
            yield payload
            longer = key
        payload = longer
    if payload:
        yield payload


class Keyed(models.Model):
    """A row whose key is gathered whenever it is loaded for a page."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Any, values: Any, *, fetch_mode: Any = None
    ) -> Self:
        """Make a row as Django does, in a third of the time: no field of ours wants to be asked
        before its value is set, and nobody listens to `pre_init` and `post_init`."""
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = state = ModelState()
        state.adding, state.db = False, db
        if fetch_mode is not None:
            state.fetch_mode = fetch_mode
        if _gathering.get() is not None:
            note(key_of(row))
        return row
