"""Verbs of due moments. Each runs inside the transaction of the verb that calls it, and tells
every process that listens."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from press import clock
from press.clock.coming import CHANNEL
from press.clock.models import Moment

# What is past needs no row; this long it helps to understand what happened.
KEPT_FOR = timedelta(days=1)


def expect(name: str, at: datetime, keys: Iterable[str]) -> None:
    """Let what `keys` stand for change at the aware moment `at`, instead of when `name` said so
    before. Writes one row and removes those of yesterday and before."""
    _write(name, due_at=at, zone="", keys=sorted(keys))
    Moment.objects.filter(due_at__lt=clock.now() - KEPT_FOR).delete()


def expect_each_midnight(name: str, zone: str, keys: Iterable[str]) -> None:
    """Let what `keys` stand for change at each midnight in `zone`, a name of the IANA database."""
    _write(name, due_at=None, zone=zone, keys=sorted(keys))


def cancel(name: str) -> None:
    """Expect nothing under this name any more."""
    if Moment.objects.filter(name=name).delete()[0]:
        _announce()


def _write(name: str, **facts: Any) -> None:
    Moment.objects.update_or_create(name=name, defaults=facts)
    _announce()


def _announce() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
