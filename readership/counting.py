"""Counting views: each process gathers them in memory and writes them once a second.

What a killed process had gathered within its last second is lost, and nothing else: while the
database is away views are kept, up to a bound, and counted at the moment when it is back.

Imported before Django is set up, so the tables stand here by name.
"""

import atexit
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from press import clock
from readership.readers import ONCE_IN, Veil, midnight_before

logger = logging.getLogger(__name__)

# A sighting takes some 300 bytes: 30 MB at most, a quarter of an hour at a hundred views a second.
KEPT_AT_MOST = 100_000
AT_ONCE = 10_000
EVERY_SECONDS = 1.0
LAST_FLUSH_SECONDS = 8.0

HALF_LIFE = timedelta(days=30)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

# One statement, and so one transaction. Two processes meet at the key of the sighting: the second
# waits for the first and then finds the reader counted. Every table is written in the order of
# its key, and the tables in the same order, so that two processes never wait for each other.
COUNT = """
WITH public AS MATERIALIZED (
    SELECT id FROM articles_article
    WHERE id = ANY(%(known)s::bigint[]) AND status = 'published' AND published_at <= %(now)s
    AND (withdrawn_at IS NULL OR withdrawn_at > %(now)s)
), seen AS (
    SELECT article, reader
    FROM unnest(%(articles)s::bigint[], %(readers)s::bytea[], %(formers)s::bytea[])
         AS s (article, reader, former)
    JOIN public ON public.id = s.article
    {unless_counted_yesterday}
), counted AS (
    INSERT INTO readership_sighting AS sighting (article, reader, counted_at)
    SELECT article, reader, %(now)s FROM seen ORDER BY article, reader
    ON CONFLICT (article, reader) DO UPDATE SET counted_at = excluded.counted_at
    WHERE sighting.counted_at <= %(edge)s
    RETURNING article
), viewed AS MATERIALIZED (
    SELECT article, count(*) AS views FROM counted GROUP BY article
), by_day AS (
    INSERT INTO readership_dayviews AS known (article_id, day, views)
    SELECT article, %(day)s, views FROM viewed ORDER BY article
    ON CONFLICT (article_id, day) DO UPDATE SET views = known.views + excluded.views
)
INSERT INTO readership_total AS known (article_id, views, faded)
SELECT article, views, views * %(weight)s::float8 FROM viewed ORDER BY article
ON CONFLICT (article_id) DO UPDATE
SET views = known.views + excluded.views, faded = known.faded + excluded.faded
"""
UNLESS_COUNTED_YESTERDAY = """WHERE NOT EXISTS (
        SELECT FROM readership_sighting former
        WHERE former.article = s.article AND former.reader = s.former
              AND former.counted_at > %(edge)s
    )"""

type Seen = tuple[int, bytes]


class Count(Protocol):
    """What counts views at the moment `now`: all of them, or none and raises DatabaseError."""

    def __call__(self, seen: list[Seen], *, now: datetime) -> None: ...


def weight(moment: datetime) -> float:
    """Return what a view at `moment` weighs for ever: 1 at the epoch, twice as much 30 days on.

    Compared with each other, sums of such weights fade by half in 30 days, with no recomputing.
    A double holds them for 84 years from the epoch.
    """
    return 2.0 ** ((moment - EPOCH) / HALF_LIFE)


def count(seen: list[Seen], *, now: datetime) -> None:
    """Count views (article's pk, fingerprint of the reader; no pair twice) at the moment `now`.

    Writes sightings, views by day and totals in one statement. Unknown and unpublished articles
    and readers counted within half an hour are left out. Announces nothing: no page shows counts.
    Raises DatabaseError, and has then counted none.
    """
    veil = Veil(now)
    facts: dict[str, Any] = {
        "now": now,
        "edge": now - ONCE_IN,
        "day": midnight_before(now).date(),
        "weight": weight(now),
        "known": sorted({article for article, _ in seen}),
        "articles": _array(str(article) for article, _ in seen),
        "readers": _array(rf"\\x{veil.reader(reader).hex()}" for _, reader in seen),
        "formers": _array(
            rf"\\x{veil.former_reader(reader).hex()}" for _, reader in seen if veil.has_former
        ),
    }
    unless = UNLESS_COUNTED_YESTERDAY if veil.has_former else ""
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(unless_counted_yesterday=unless), facts)


def _array(items: Iterable[str]) -> str:
    """Write an array as PostgreSQL reads it: psycopg quotes item by item, at twice the cost."""
    return f"{{{','.join(items)}}}"


class Gathering:
    """The views that wait in this process. Safe for threads; the oldest leave when it is full.

    Threads that answer readers never wait for each other here: to put a view in, and to take the
    oldest out, is one step of the interpreter each.
    """

    def __init__(self, at_most: int = KEPT_AT_MOST) -> None:
        self.at_most = at_most
        self._waiting: OrderedDict[Seen, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, article: int, reader: bytes) -> None:
        waiting = self._waiting
        waiting[article, reader] = None
        if len(waiting) > self.at_most:
            self._cut()

    def take(self, number: int = AT_ONCE) -> list[Seen]:
        """Remove and return the `number` views that have waited longest."""
        return list(self._oldest(number))

    def put_back(self, taken: list[Seen]) -> None:
        """Let views that could not be counted wait again, as the oldest."""
        for seen in reversed(taken):
            self._waiting[seen] = None
            with suppress(KeyError):  # Another thread has made room already.
                self._waiting.move_to_end(seen, last=False)
        self._cut()

    def _oldest(self, number: int) -> Iterator[Seen]:
        for _ in range(number):
            try:
                yield self._waiting.popitem(last=False)[0]
            except KeyError:  # Another thread took the last.
                return

    def _cut(self) -> None:
        if dropped := sum(1 for _ in self._oldest(len(self._waiting) - self.at_most)):
            logger.error("More views wait than are kept: %s of the oldest are lost.", dropped)


class Counter:
    """Gathers views of one kind, and flushes them to `count` from one thread of this process."""

    def __init__(self, count: Count = count) -> None:
        self._count = count
        self.begin_anew()

    def begin_anew(self) -> None:
        """After a fork: what waits in the parent is the parent's, and threads aren't inherited."""
        self.gathering = Gathering()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._ending = threading.Event()
        self._in_trouble = False

    def see(self, article: int, reader: bytes) -> None:
        """Take in one view; the first starts the thread. Never waits, never raises."""
        self.gathering.add(article, reader)
        if self._thread is None:
            self._start()

    def flush(self, *, now: datetime) -> bool:
        """Count at the moment `now` all that waits; return whether the database took it.

        What it didn't take goes on waiting. Said once in the log when trouble begins and ends.
        """
        while taken := self.gathering.take():
            try:
                self._count(taken, now=now)
            except (DatabaseError, InterfaceError) as problem:
                self.gathering.put_back(taken)
                self._say(str(problem))
                return False
            self._say("")
        return True

    def finish(self) -> None:
        """Flush what waits and end the thread; for the end of the process."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(LAST_FLUSH_SECONDS)
        if lost := len(self.gathering):
            logger.error("The database is away at the end: %s views are lost.", lost)

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="views", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        # The first flush comes at once: it opens what the last one, at the end, can't open.
        while True:
            ending = self._ending.is_set()
            if len(self.gathering):
                self._flush_in_thread()
            if ending:
                return
            self._ending.wait(EVERY_SECONDS)

    def _flush_in_thread(self) -> None:
        close_old_connections()
        try:
            if not self.flush(now=clock.now()):
                connection.close()
        except Exception:  # This thread must outlive what nobody thought of.
            logger.exception("Views could not be counted.")
            connection.close()
        finally:
            close_old_connections()

    def _say(self, problem: str) -> None:
        if problem and not self._in_trouble:
            logger.error("Views can't be counted now and are kept: %s", " ".join(problem.split()))
        elif not problem and self._in_trouble:
            logger.warning("Views are counted again.")
        self._in_trouble = bool(problem)


def living(counter: Counter) -> Counter:
    """Return `counter`, which from now on lives as long as its process, and anew in each fork."""
    os.register_at_fork(after_in_child=counter.begin_anew)
    atexit.register(counter.finish)
    return counter


counter = living(Counter())
see = counter.see
