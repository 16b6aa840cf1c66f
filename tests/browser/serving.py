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


@contextmanager
def serving(media: Path, complaints: int | None = None) -> Iterator[str]:
    """Serve the database of this process, and pictures from `media`; gives the address.

    `complaints` is where the server's stderr goes, as for `subprocess`.
    """
    port = free_port()
    database = address_of(connection.get_connection_params())
    wishes = environment(
        **{"DEMO": "true", "SECRET_KEY": "tests", "PORT": str(port), "DATABASE_URL": database},
        DJANGO_SETTINGS_MODULE="newsroom.settings",
        MEDIA_ROOT=str(media),
    )
    collect_static(wishes)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += [*WORKERS, "--static-path-route", "/media", "--static-path-mount", str(media)]
    command += ["newsroom.serving:application"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=wishes, start_new_session=True, stderr=complaints
    )
    try:
        until(lambda: _is_ready(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@contextmanager
def throwaway_site() -> Iterator[str]:
    """The same without pytest: on an empty database that is gone at the end, and its pictures."""
    with ExitStack() as stack:
        media = Path(stack.enter_context(TemporaryDirectory()))
        stack.enter_context(override_settings(MEDIA_ROOT=media))
        databases = setup_databases(verbosity=0, interactive=False)
        stack.callback(teardown_databases, databases, verbosity=0)
        yield stack.enter_context(serving(media, subprocess.DEVNULL))


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
