"""What many pages have in common, made once: the newspaper's name and menus, the ranked boxes.

A part lies in the same memory as finished pages, under a name that no request can have, and so
is as exact as they are: it leaves with the first of its keys that is touched. A part sees nothing
of the page around it and loads by itself what it shows; else it would lack those keys.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from press.pages.keys import gathering, note
from press.pages.memory import Memory
from press.pages.page import KEY_COSTS, Page

# What a part takes besides a text, roughly: few facts, or few rows.
PART_COSTS = 5_000
ONE_PAGE_BYTES = 4 * 1024 * 1024

_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


class Part(Page):
    """A value, kept as a page is."""

    __slots__ = ("value",)

    def __init__(self, value: object, keys: set[str]) -> None:
        self.value = value
        self.keys = tuple(keys)
        self.epoch = -1
        self.weight = 0

    @property
    def size(self) -> int:
        words = len(self.value) if isinstance(self.value, str) else 0
        return words + PART_COSTS + KEY_COSTS * len(self.keys)


@contextmanager
def kept_in(memory: Memory) -> Iterator[None]:
    """Keep the parts of the page that is made within the block."""
    token = _memory.set(memory)
    try:
        yield
    finally:
        _memory.reset(token)


@contextmanager
def kept_at_least_for_one_page() -> Iterator[None]:
    """Make no part twice within the block, where no layer keeps them for all pages."""
    if _memory.get() is not None:
        yield
        return
    memory = Memory(ONE_PAGE_BYTES)
    memory.trusted_until = math.inf
    with kept_in(memory):
        yield


def kept[T](name: str, make: Callable[[], T]) -> T:
    """Return what `make` returns, or has returned since which none of the facts it loaded changed.

    `name` says all that the value depends on besides the database. Other threads get the same
    object, so nobody may change it. The page being made gets the keys of the part.
    """
    memory = _memory.get()
    if memory is None:
        return make()
    address = (f"part {name}", "")
    part = memory.fresh(address)
    if not isinstance(part, Part):
        since = memory.since()
        with gathering() as keys:
            value = make()
        part = Part(value, keys)
        memory.keep(address, part, since)
    note(*part.keys)
    return part.value  # type: ignore[return-value]  # What `make` returned under this name.
