"""One thread that makes the smallest forms of pages that are asked for often."""

import logging
import os
import threading
from contextlib import suppress
from queue import SimpleQueue

from press.pages.memory import Address, Memory

logger = logging.getLogger(__name__)

ASKED_OFTEN = 10
NICENESS = 10


class Polisher:
    """Counts how often pages of `memory` are asked for, and has the tenth time noticed."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._wanted: SimpleQueue[Address] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def want(self, address: Address) -> None:
        """Let the page at this address have its smallest forms soon."""
        self._wanted.put(address)
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="polisher", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        # Readers go before: a thread has a niceness of its own on Linux, elsewhere it stays as is.
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while True:
            address = self._wanted.get()
            try:
                if (page := self._memory.copy(address)) is not None:
                    page.polish()
                    self._memory.weigh(address)
            except Exception:  # A page that can't be made smaller is still a page.
                logger.exception("The smallest form of %s could not be made.", address[0])
