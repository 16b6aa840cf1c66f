"""The processes that `make run` starts and stops as one."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

from newsroom.lifelines import die_with_parent

# They are ignored while stopping: an impatient second Ctrl-C must not leave half of it running.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Children:
    """Child processes that end with this one: together at the end of the block, or by the kernel.

    Each has a session of its own, so that a Ctrl-C at the terminal reaches only this process, which
    then stops its groups one after the other. ``patience`` is how many seconds a group gets for it.
    """

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: list[str]) -> None:
        """Start ``arguments`` as a process that people know as ``name``."""
        parent = os.getpid()
        self._running[name] = subprocess.Popen(  # noqa: S603
            arguments,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # Safe here: the database pool, the only other user of threads, is closed by now.
            preexec_fn=lambda: die_with_parent(signal.SIGTERM, parent),
        )

    def ended(self) -> str | None:
        """Name a child that has ended by itself, or None."""
        return next(
            (name for name, child in self._running.items() if child.poll() is not None), None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        for child in self._running.values():
            child.terminate()
        deadline = time.monotonic() + self._patience
        for child in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            child.kill()
            child.wait()
