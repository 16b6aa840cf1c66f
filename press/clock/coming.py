"""The coming moments, as one process knows them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg

CHANNEL = "moments"
# Moments are loaded for this long ahead, twice as often as needed.
HORIZON = timedelta(minutes=20)
LOADED_EVERY = HORIZON / 2
COMING = """
SELECT due_at, zone, keys FROM clock_moment
WHERE due_at IS NULL OR (due_at > %s AND due_at <= %s)
"""

type Row = tuple[datetime | None, str, list[str]]


class Coming:
    """Which keys change when, from the moment `since` on."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._rows: list[Row] = []
        self.reload_at = since

    def load(self, line: psycopg.Connection, now: datetime) -> None:
        """Read the coming moments over `line`, a connection in autocommit mode."""
        self.replace(line.execute(COMING, [self._since, now + HORIZON]).fetchall())
        self.reload_at = now + LOADED_EVERY

    def replace(self, rows: Iterable[Row]) -> None:
        """Know these moments, instead of those known before."""
        self._rows = list(rows)

    def next_at(self) -> datetime:
        """Return when to look again: at the next moment, or when it is time to load."""
        return min((self._due(row) for row in self._rows), default=self.reload_at)

    def passed(self, now: datetime) -> set[str]:
        """Return the keys of all moments that have come since this was asked before."""
        keys = {key for row in self._rows if self._due(row) <= now for key in row[2]}
        self._since = max(self._since, now)
        self._rows = [row for row in self._rows if self._due(row) > now]
        return keys

    def _due(self, row: Row) -> datetime:
        at, zone, _ = row
        return at or midnight_after(self._since, zone)


def midnight_after(moment: datetime, zone: str) -> datetime:
    """Return the first midnight after `moment` in a zone, as a moment of UTC."""
    tomorrow: date = moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, ZoneInfo(zone)).astimezone(UTC)
