"""The ear of a process: one thread that hears of changes, follows the clock, and knows when it
doesn't hear.

It sends itself a notice each second. A notice that comes back proves that all changes before it
were heard; so pages are trusted for as long after it as three may miss. What was kept is never
trusted again once the line was lost, since nobody tells what was said meanwhile.
"""

import logging
import secrets
import threading
import time
from datetime import timedelta
from time import monotonic
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from press import clock
from press.clock import coming
from press.clock.coming import Coming
from press.pages import outside
from press.pages.files import Files
from press.pages.keys import CHANNEL
from press.pages.memory import Memory

logger = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
# Three notices missing, and the half second in which a fourth could still come.
TRUST_SECONDS = 3.5
# So short that a hanging database is noticed before trust ends.
ANSWER_SECONDS = 2.0
CONNECT_SECONDS = 2
PAUSE_SECONDS = 0.5
SETTLE_SECONDS = 2.5
# By it an operator finds the lines in pg_stat_activity.
APPLICATION_NAME = "newsroom pages"


class Line(psycopg.Connection[Any]):
    """A connection that gives up waiting: a database may hang without closing it."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        return super().wait(gen, interval, ANSWER_SECONDS if timeout is None else timeout)


class Deaf(psycopg.OperationalError):
    """The database answers, but our own notices don't come back."""


class Listener:
    """Keeps `memory` and `files` true, and knows whether the database can be reached."""

    def __init__(self, memory: Memory, files: Files) -> None:
        self._memory = memory
        self._files = files
        self._own = f"pages_{secrets.token_hex(8)}"
        self._coming = Coming(clock.now())
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        # Whether it is known how things stand: hearing, deaf, or the database away.
        self._settled = threading.Event()
        self._said = ""
        self.is_away = False

    def start(self) -> None:
        """Start the thread, once: in the process that serves, never before it forks."""
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="pages", daemon=True)
                    self._thread.start()

    def settle(self) -> None:
        """Wait, at most 2.5 s, until it is known whether the database can be reached."""
        self._settled.wait(SETTLE_SECONDS)

    def _run(self) -> None:
        while True:
            try:
                with _connect() as line:
                    self._listen(line)
            except psycopg.Error as problem:
                self._lose_trust()
                self._settled.clear()
                self._find_out(problem)
            except Exception:  # Whatever it is, this thread must go on.
                self._lose_trust()
                logger.exception("Listening for changes failed; beginning anew.")
                time.sleep(PAUSE_SECONDS)

    def _lose_trust(self) -> None:
        self._memory.trusted_until = 0.0
        self._files.end()

    def _find_out(self, problem: psycopg.Error) -> None:
        """The line was lost, or we are deaf: is the database away? Return when it is there."""
        while not isinstance(problem, Deaf):
            try:
                _connect().close()
                return
            except psycopg.Error as worse:
                self._say(f"The database is away: {worse}", is_away=True)
            time.sleep(PAUSE_SECONDS)
            self._follow_clock()
        self._say(str(problem), is_away=False)
        time.sleep(PAUSE_SECONDS)

    def _listen(self, line: psycopg.Connection) -> None:
        for channel in (CHANNEL, coming.CHANNEL, self._own):
            line.execute(f"LISTEN {channel}")
        self._memory.begin_epoch()
        self._coming.load(line, clock.now())
        connected = next_beat = monotonic()
        while True:
            if monotonic() >= next_beat:
                next_beat = monotonic() + BEAT_SECONDS
                line.execute("SELECT pg_notify(%s, %s)", [self._own, repr(monotonic())])
                if not self._files.has_begun:
                    self._files.begin()
            for notice in line.notifies(timeout=self._patience(next_beat), stop_after=1):
                self._hear(notice)
            if self._follow_clock():
                outside.hurry_sweep()
            if clock.now() >= self._coming.reload_at:
                self._coming.load(line, clock.now())
            if monotonic() > max(connected + TRUST_SECONDS, self._memory.trusted_until):
                raise Deaf("Our own notices don't come back: is there a pooler in between?")

    def _hear(self, notice: psycopg.Notify) -> None:
        if notice.channel == self._own:
            self._memory.trusted_until = float(notice.payload) + TRUST_SECONDS
            self._say("Changes are heard.", is_away=False)
        elif notice.channel == CHANNEL:
            self._memory.forget(notice.payload.split())
        else:
            self._coming.reload_at = clock.now()

    def _follow_clock(self) -> bool:
        """Let the pages go that a moment has changed; return whether one came."""
        keys = self._coming.passed(clock.now())
        if keys:
            self._memory.outdate(keys)
        return bool(keys)

    def _patience(self, next_beat: float) -> float:
        until_due = (self._coming.next_at() - clock.now()) / timedelta(seconds=1)
        return max(0.0, min(next_beat - monotonic(), until_due))

    def _say(self, words: str, *, is_away: bool) -> None:
        """Tell those who wait how things stand, and the log when it changed."""
        self.is_away = is_away
        self._settled.set()
        if words != self._said:
            level = logging.INFO if self._memory.is_trusted() else logging.WARNING
            logger.log(level, "%s", " ".join(words.split()))
        self._said = words


def _connect() -> Line:
    """Connect past any pooler, to the primary, with little patience."""
    options: dict[str, Any] = {
        "autocommit": True,
        "connect_timeout": CONNECT_SECONDS,
        "application_name": APPLICATION_NAME,
    }
    if settings.DATABASE_DIRECT_URL:
        return Line.connect(settings.DATABASE_DIRECT_URL, **options)
    return Line.connect(**connection.get_connection_params() | options)
