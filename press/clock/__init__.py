"""What time it is: one function that every rule asks, and that a test can set."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_clock: ContextVar[datetime | None] = ContextVar("set_clock", default=None)


def now() -> datetime:
    """Return the present moment, in UTC. SQL gets it as a parameter; NOW() is never used."""
    return _set_clock.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let the clock stand at an aware `moment` for the block (tests, previews of tomorrow)."""
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware moment.")
    token = _set_clock.set(moment)
    try:
        yield moment
    finally:
        _set_clock.reset(token)
