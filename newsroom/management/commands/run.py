"""`make run`: the whole newspaper on this machine, from an empty folder to an address."""

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from newsroom import embedded_postgres
from newsroom.children import SIGNALS, Children
from newsroom.demo.logins import LOGINS
from newsroom.lifelines import die_with_parent
from newsroom.reaching import why_unreachable
from newsroom.static_files import collect_if_changed

HOST = "127.0.0.1"
READY_SECONDS = 60
PREPARING = 7_461_001  # The advisory lock under which one process at a time prepares the database.
GRANIAN = (
    # Twice the blocking threads would do for requests, but idle keep-alive connections count too.
    *("--interface", "wsgi", "--http", "1", "--no-ws", "--backpressure", "512"),
    *(
        "--workers",
        "2",
        "--blocking-threads",
        str(settings.WEB_THREADS),
        "--respawn-failed-workers",
    ),
    *("--workers-kill-timeout", "10", "--no-access-log", "--log-level", "error"),
    # Names in /media/ contain a hash of the picture, so what lies there never changes.
    *("--static-path-route", "/media", "--static-path-expires", "31536000"),
)


class Command(BaseCommand):
    """Prepares the database and the files, then holds web and workers until it is told to stop."""

    help = "Run the newspaper on this machine: database, workers and web, until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Run until a signal; leave with one sentence when it can't go on."""
        for number in SIGNALS:
            if (number, signal.getsignal(number)) != (signal.SIGHUP, signal.SIG_IGN):  # nohup
                signal.signal(number, _stop)
        if "MAKELEVEL" in os.environ:  # Even `kill -9` of make then ends us and all we started.
            die_with_parent(signal.SIGTERM, os.getppid())
        port = _free_port(os.environ.get("PORT", "8000"))
        if reason := why_unreachable():
            raise SystemExit(reason)
        with _alone():
            self._prepare()
        # The web server stops first, so that the workers still do what its last requests ordered.
        with Children(patience=15) as workers, Children(patience=15) as web:
            _start(web, workers, port)
            _wait_until_ready(web, workers, port)
            self._greet(port)
            while (name := _ended(web, workers)) is None:
                time.sleep(0.5)
            raise SystemExit(f"The {name} ended by itself, so all was stopped: start again.")

    def _prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO:
            call_command("demo")
        collect_if_changed()
        connections.close_all()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has one.

    def _greet(self, port: int) -> None:
        self._say(f"The newspaper is at http://{HOST}:{port}/ and its desk at /desk/.")
        if settings.DEMO:
            self._say("Sign in at the desk as one of these (name, password):")
            for username, password, *_ in LOGINS:
                self._say(f"  {username:<14} {password}")
        self._say("Stop with Ctrl-C.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _free_port(wanted: str) -> int:
    """Check the port first of all, because preparing for nothing would take a minute."""
    if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted) <= 65535:
        raise SystemExit(f"PORT is {wanted!r}: set it to a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wanted)))
        except OSError as problem:
            other = int(wanted) % 65535 + 1
            raise SystemExit(
                f"Port {wanted} can't be used ({problem.strerror}): "
                f"choose another by 'PORT={other} make run'."
            ) from problem
    return int(wanted)


@contextmanager
def _alone() -> Iterator[None]:
    """Two runs that start together on one database must not both migrate and fill it."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        yield


def _start(web: Children, workers: Children, port: int) -> None:
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    granian = [sys.executable, "-m", "granian", *GRANIAN, "--static-path-mount", str(media)]
    place = ["--host", HOST, "--port", str(port), "newsroom.serving:application"]
    web.start("web server", granian + place)
    for queues in ("urgent,ordinary", "slow"):
        worker = [sys.executable, "manage.py", "procrastinate", "worker", "--queues", queues]
        workers.start(f"worker ({queues})", [*worker, "--shutdown-graceful-timeout", "10"])


def _ended(web: Children, workers: Children) -> str | None:
    """Name what has ended without being asked to, the private database included."""
    if settings.EMBEDDED_POSTGRES and not embedded_postgres.is_joined(settings.EMBEDDED_POSTGRES):
        return "private PostgreSQL"
    return web.ended() or workers.ended()


def _wait_until_ready(web: Children, workers: Children, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(port):
        if name := _ended(web, workers):
            raise SystemExit(f"The {name} did not start: see the lines above for why.")
        if time.monotonic() > deadline:
            raise SystemExit(
                f"The newspaper wasn't ready within {READY_SECONDS} seconds: stop other programs "
                "that keep this machine busy, then try again."
            )
        time.sleep(0.1)


def _is_ready(port: int) -> bool:
    """Ask as the site's own host would; straight, past any proxy of the environment."""
    asking = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        asking.request("GET", "/health/ready", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return asking.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
