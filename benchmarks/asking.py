"""Asking Django for pages within this process, and what each answer costs all processes.

Processor time is counted, not time on the clock: of this process and of the database's. A page is
made as the layer of finished pages makes it, with a listener that hears of changes, and is never
handed out twice. The machine's noise falls on all that is compared, since it is asked in turn.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from benchmarks.processes import database_processes, seconds_of
from press.pages.files import Files
from press.pages.listener import Listener
from press.pages.making import Maker
from press.pages.memory import Memory
from press.pages.parts import kept_in

ROUNDS = 5


class Asker:
    """Makes pages of the newspaper that the settings of this process name."""

    def __init__(self) -> None:
        self._memory = Memory(settings.PAGES_MAX_MB * 1024 * 1024)
        self._listener = Listener(self._memory, Files(None))
        self._listener.start()
        self._listener.settle()
        self._maker = Maker(WSGIHandler(), settings.SITE_URL)

    def ask(self, address: str) -> None:
        """Make one page; AssertionError when there is none."""
        path, _, query = address.partition("?")
        with kept_in(self._memory):
            answer = self._maker.make((path.encode().decode("latin-1"), query), sys.stderr)
        assert answer.code == 200, f"{address} answers {answer.status}"


def spent(ask: Callable[[str], object], addresses: Iterable[str]) -> float:
    """Return the processor seconds of one answer, on average over these addresses."""
    addresses = list(addresses)
    servers = database_processes(_backend())
    before = time.process_time() + seconds_of(servers)
    for address in addresses:
        ask(address)
    return (time.process_time() + seconds_of(servers) - before) / len(addresses)


def in_turn(
    ask: Callable[[str], object], kinds: dict[str, list[str]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Return the processor seconds of each kind of page: medians of rounds, all asked in turn."""
    for addresses in kinds.values():
        for address in addresses[:8]:  # Plans and templates are made before it counts.
            ask(address)
    # As the server does when all is loaded (`newsroom.serving`).
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, addresses in kinds.items():
            found[kind].append(spent(ask, addresses))
    return {kind: statistics.median(times) for kind, times in found.items()}


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
