"""What a process keeps: finished pages by address, found again by key.

A page is *fresh* while this process hears of changes. What was kept before the process lost its
hearing stays as a copy, for the time when the database can't be reached.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from press.pages.keys import EVERYTHING
from press.pages.page import Page

# A path, and what its query means: "" for most.
type Address = tuple[str, str]

# Addresses with a query may take one part in eight: nobody can drive pages out by inventing them.
SHARE_OF_QUERIES = 8
# A page that takes longer than so many changes isn't kept.
CHANGES_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Since:
    """The moment at which the making of a page began, as the memory counts moments."""

    change: int
    epoch: int


class Shelf(OrderedDict[Address, Page]):
    """Pages in the order in which they were asked for, bounded by their bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.size = 0


class Memory:
    """Pages within `limit` bytes; the least recently used leave first. Safe between threads."""

    def __init__(
        self, limit: int, *, left: Callable[[Address], object] = lambda address: None
    ) -> None:
        """`left` is told the address of each page that isn't fresh any more, one at a time."""
        self._left = left
        self._plain = Shelf(limit - limit // SHARE_OF_QUERIES)
        self._queries = Shelf(limit // SHARE_OF_QUERIES)
        self._by_key: dict[str, set[Address]] = {}
        self._changes: deque[tuple[int, frozenset[str]]] = deque(maxlen=CHANGES_REMEMBERED)
        self._change = 0
        self._lock = threading.Lock()
        self.epoch = 0
        self.trusted_until = 0.0

    # Handing out. `fresh` is on the way of every request.

    def fresh(self, address: Address) -> Page | None:
        """Return the page that is as new as the database, if it is kept."""
        shelf = self._queries if address[1] else self._plain
        page = shelf.get(address)
        if page is None or page.epoch != self.epoch or monotonic() >= self.trusted_until:
            return None
        try:
            shelf.move_to_end(address)
        except KeyError:  # Forgotten this very moment: by one who asked a moment earlier, not yet.
            return None
        return page

    def copy(self, address: Address) -> Page | None:
        """Return what is kept at this address, however old; no change to it was heard of."""
        return self._shelf(address).get(address)

    # Keeping.

    def since(self) -> Since:
        """Ask before the making of a page begins; `keep` needs the answer."""
        with self._lock:
            return Since(self._change, self.epoch)

    def keep(self, address: Address, page: Page, since: Since) -> bool:
        """Keep a page whose making began at `since`; return whether it is fresh.

        A page that shows something that changed meanwhile may show the old state, and isn't kept.
        """
        with self._lock:
            if self._changed(page.keys, since.change):
                return False
            self._remove(address)
            page.epoch = since.epoch
            shelf = self._shelf(address)
            shelf[address] = page
            for key in page.keys:
                self._by_key.setdefault(key, set()).add(address)
            self._weigh(shelf, page)
            return page.epoch == self.epoch and address in shelf

    def weigh(self, address: Address) -> None:
        """Reckon anew with a page that got another form."""
        with self._lock:
            shelf = self._shelf(address)
            if (page := shelf.get(address)) is not None:
                self._weigh(shelf, page)

    def while_fresh(self, address: Address, page: Page, do: Callable[[], object]) -> None:
        """Call `do` if this very page is kept and fresh; it can't be forgotten meanwhile."""
        with self._lock:
            kept = self._shelf(address).get(address) is page
            if kept and page.epoch == self.epoch and self.is_trusted():
                do()

    # Forgetting.

    def forget(self, keys: Iterable[str]) -> None:
        """Drop every page that shows one of these facts."""
        with self._lock:
            for address in self._shown_at(self._note_change(keys)):
                self._remove(address)

    def outdate(self, keys: Iterable[str]) -> None:
        """Let every page that shows one of these facts be made anew.

        Their copies stay for the time when the database can't be reached: by the clock alone
        nothing becomes wrong, only old.
        """
        with self._lock:
            for address in self._shown_at(self._note_change(keys)):
                self._shelf(address)[address].epoch = -1
                self._left(address)

    # Trust.

    def begin_epoch(self) -> None:
        """From here on changes are heard again; nothing kept before is fresh."""
        with self._lock:
            self.epoch += 1

    def is_trusted(self) -> bool:
        return monotonic() < self.trusted_until

    def __len__(self) -> int:
        return len(self._plain) + len(self._queries)

    @property
    def size(self) -> int:
        return self._plain.size + self._queries.size

    # Under the lock.

    def _shelf(self, address: Address) -> Shelf:
        return self._queries if address[1] else self._plain

    def _note_change(self, keys: Iterable[str]) -> frozenset[str]:
        self._change += 1
        changed = frozenset(keys)
        self._changes.append((self._change, changed))
        return changed

    def _changed(self, keys: tuple[str, ...], since: int) -> bool:
        if self._changes and self._changes[0][0] > since + 1:
            return True  # More has happened than is remembered.
        mine = {*keys, EVERYTHING}
        for change, changed in reversed(self._changes):
            if change <= since:
                return False
            if not mine.isdisjoint(changed):
                return True
        return False

    def _shown_at(self, keys: frozenset[str]) -> set[Address]:
        if EVERYTHING in keys:
            return {*self._plain, *self._queries}
        return set().union(*(self._by_key.get(key, ()) for key in keys))

    def _remove(self, address: Address) -> None:
        shelf = self._shelf(address)
        page = shelf.pop(address, None)
        if page is None:
            return
        self._left(address)
        shelf.size -= page.weight
        for key in page.keys:
            places = self._by_key[key]
            places.discard(address)
            if not places:
                del self._by_key[key]

    def _weigh(self, shelf: Shelf, page: Page) -> None:
        shelf.size -= page.weight
        page.weight = page.size
        shelf.size += page.weight
        while shelf.size > shelf.limit:
            self._remove(next(iter(shelf)))
