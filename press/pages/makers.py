"""One maker for each page, a bounded number of makers at once, and a bounded number who wait.

A waiter costs a thread of the server. So there are chairs for half of the threads, in which one
may wait for five seconds; who finds none may stand as long as pages get ready. Nobody stands where
nothing moves for a second, or the readers of all other pages would wait too.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

WAIT_SECONDS = 5.0
STANDING_SECONDS = 1.0


class Busy(Exception):
    """Everything is taken: come again in a moment."""


@dataclass(slots=True)
class Turn:
    """Somebody is making a page."""

    over: bool = False
    # The answer was for its one reader: who waited for it can't have it, and asks alone.
    for_one: bool = False

    def is_over(self) -> bool:
        return self.over


class Makers:
    """Seats for `seats` makers at once, and `chairs` for those who wait."""

    def __init__(self, *, seats: int, chairs: int) -> None:
        self._free = seats
        self._chairs = chairs
        self._turns: dict[Hashable, Turn] = {}
        # When somebody took a seat or left one.
        self._moved = monotonic()
        self._changed = threading.Condition()

    def page[P](
        self, address: Hashable, find: Callable[[], P | None], make: Callable[[], tuple[P, bool]]
    ) -> P:
        """Return the page that `find` finds, or else make it, one caller for all who wait for it.

        `make` returns the page and whether it may be handed to others too; if it may but isn't
        found afterwards, since it changed meanwhile, the next of those who wait makes it again.
        Raises Busy after five seconds, or sooner when too many wait.
        """
        turn = Turn()
        with self._changed:
            while (running := self._turns.get(address)) is not None:
                self._wait(running.is_over)
                if running.for_one:
                    break
            else:
                if (found := find()) is not None:
                    return found
                self._turns[address] = turn
                if self._free:  # It is taken in a moment.
                    self._moved = monotonic()
        return self._make(address, turn, make)

    def _make[P](self, address: Hashable, turn: Turn, make: Callable[[], tuple[P, bool]]) -> P:
        shared = False
        try:
            with self._seat():
                page, shared = make()
                return page
        finally:
            with self._changed:
                turn.over, turn.for_one = True, not shared
                if self._turns.get(address) is turn:
                    del self._turns[address]
                self._changed.notify_all()

    @contextmanager
    def _seat(self) -> Iterator[None]:
        with self._changed:
            self._wait(self._is_seat_free)
            self._free -= 1
            self._moved = monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._moved = monotonic()
                self._changed.notify_all()

    def _is_seat_free(self) -> bool:
        return self._free > 0

    def _wait(self, ready: Callable[[], bool]) -> None:
        """Wait, seated or standing; who stands leaves when nothing has moved for a second."""
        deadline = monotonic() + WAIT_SECONDS
        seated = False
        try:
            while not ready():
                if not seated and self._chairs:
                    self._chairs -= 1
                    seated = True
                limit = deadline if seated else min(deadline, self._moved + STANDING_SECONDS)
                patience = limit - monotonic()
                if patience <= 0:
                    raise Busy
                self._changed.wait(patience)
        finally:
            self._chairs += seated
