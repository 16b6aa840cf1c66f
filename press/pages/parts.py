"""What many pages have in common, made once: the newspaper's name and menus, the ranked boxes.

A part lies in the same memory as finished pages, under a name that no request can have, and so
is as exact as they are: it leaves with the first of its keys that is touched. A part sees nothing
of the page around it and loads by itself what it shows; else it would lack those keys.
"""

import math
from collections.abc import Callable, Iterable, Iterator
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


def kept_each[N, T](
    name: str, wanted: Iterable[N], make: Callable[[list[N]], Iterable[tuple[N, T]]]
) -> dict[N, T]:
    """The same for many parts at once: return those that there are, by their number.

    `make` gets the numbers of those that aren't kept. It yields each with its number, and has then
    loaded nothing but what belongs to this one or to those that it has yielded before.
    """
    memory = _memory.get()
    if memory is None:
        return dict(make(list(wanted)))
    found: dict[N, T] = {}
    missing = []
    for number in wanted:
        part = memory.fresh((f"part {name} {number}", ""))
        if isinstance(part, Part):
            found[number] = part.value  # type: ignore[assignment]  # What `make` yielded once.
            note(*part.keys)
        else:
            missing.append(number)
    return found | _made_each(memory, name, missing, make) if missing else found


def _made_each[N, T](
    memory: Memory, name: str, missing: list[N], make: Callable[[list[N]], Iterable[tuple[N, T]]]
) -> dict[N, T]:
    since, made, shown = memory.since(), {}, set[str]()
    with gathering() as keys:
        for number, value in make(missing):
            memory.keep((f"part {name} {number}", ""), Part(value, keys), since)
            made[number] = value
            shown |= keys
            keys.clear()
    note(*shown)
    return made
