"""Verbs of due moments. Each runs inside the transaction of the verb that calls it, and tells
every process that listens."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from press import clock
from press.clock.coming import CHANNEL
from press.clock.models import Moment


def expect(
    name: str,
    at: datetime,
    keys: Iterable[str],
    *,
    act: str = "",
    subject: int | None = None,
    label: str = "",
) -> None:
    """Let what `keys` stand for change at the aware moment `at`, instead of when `name` said so
    before. `act` says what the sweep announces then, of the row `subject` that people call
    `label`. Writes one row; what was done under this name before stays."""
    facts = {"due_at": at, "keys": sorted(keys), "act": act, "subject": subject}
    waiting = Moment.objects.waiting()
    waiting.update_or_create(name=name, defaults=facts | {"label": label[:300], "last_error": ""})
    _announce()


def expect_each_midnight(name: str, zone: str, keys: Iterable[str]) -> None:
    """Let what `keys` stand for change at each midnight in `zone`, a name of the IANA database."""
    facts: dict[str, Any] = {"zone": zone, "keys": sorted(keys)}
    Moment.objects.exclude(zone="").update_or_create(name=name, defaults=facts)
    _announce()


def cancel(*names: str) -> None:
    """Expect nothing under these names any more."""
    if Moment.objects.waiting().filter(name__in=names).delete()[0]:
        _announce()


def cancel_coming(name: str) -> None:
    """Expect nothing under this name any more, unless its moment has come: that is the sweep's."""
    if Moment.objects.waiting().filter(name=name, due_at__gt=clock.now()).delete()[0]:
        _announce()


def _announce() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
