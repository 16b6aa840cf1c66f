"""The site under granian, as `make run` starts it, on the database of this process."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases

from tests.newsroom.processes import (
    ROOT,
    address_of,
    collect_static,
    environment,
    free_port,
    until,
)

WORKERS = ("--workers", "2", "--blocking-threads", "8", "--log-level", "error")


class Server:
    """The site on the database of this process, at one address however often it starts.

    `complaints` is where its stderr goes, as for `subprocess`.
    """

    def __init__(
        self, media: Path, complaints: int | None = None, options: tuple[str, ...] = WORKERS
    ) -> None:
        database = address_of(connection.get_connection_params())
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.complaints = complaints
        self.wishes = environment(
            **{"DEMO": "true", "SECRET_KEY": "tests", "DATABASE_URL": database},
            PORT=str(self.port),
            DJANGO_SETTINGS_MODULE="newsroom.settings",
            MEDIA_ROOT=str(media),
        )
        collect_static(self.wishes)
        self.command = [sys.executable, "-m", "granian", "--interface", "wsgi", *options]
        self.command += ["--port", str(self.port)]
        self.command += ["--static-path-route", "/media", "--static-path-mount", str(media)]
        self.command += ["newsroom.serving:application"]

    def start(self) -> None:
        """Start without waiting: `is_ready` says when somebody can ask."""
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.wishes,
            start_new_session=True,
            stderr=self.complaints,
        )

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and its workers; SIGKILL is a power cut."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=20)


@contextmanager
def serving(media: Path, complaints: int | None = None) -> Iterator[str]:
    """Serve the database of this process, and pictures from `media`; gives the address."""
    server = Server(media, complaints)
    server.start()
    try:
        until(server.is_ready)
        yield server.address
    finally:
        server.stop()


@contextmanager
def throwaway_site() -> Iterator[str]:
    """The same without pytest: on an empty database that is gone at the end, and its pictures."""
    with ExitStack() as stack:
        media = Path(stack.enter_context(TemporaryDirectory()))
        stack.enter_context(override_settings(MEDIA_ROOT=media))
        databases = setup_databases(verbosity=0, interactive=False)
        stack.callback(teardown_databases, databases, verbosity=0)
        yield stack.enter_context(serving(media, subprocess.DEVNULL))
