"""Real processes on one database: web servers to ask, and connections to the database to break."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from newsroom import embedded_postgres
from newsroom.embedded_postgres import NAME
from newsroom.lifelines import die_with_parent
from press.pages.listener import APPLICATION_NAME
from tests.newsroom.processes import (
    ROOT,
    address_of,
    collect_static,
    environment,
    free_port,
    until,
)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    def __contains__(self, words: str) -> bool:
        return words in self.body.decode()


class Server:
    """One web process; `ask` it as a reader does."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process

    def ask(self, path: str, method: str = "GET", *, timeout: float = 15, **headers: str) -> Reply:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, quote(path, safe="/?=&%~"), headers=names)
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, told, answer.read())
        finally:
            line.close()

    def is_ready(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.ask("/health/ready", timeout=5).status == 200
        return False


@contextmanager
def servers(database: str, number: int = 1, **wishes: str) -> Iterator[list[Server]]:
    """Start web processes on `database`, each at a port of its own; end them with the block."""
    started: list[Server] = []
    try:
        for _ in range(number):
            started.append(_start(database, wishes))
        for server in started:
            until(server.is_ready, 60)
        yield started
    finally:
        for server in started:
            with suppress(ProcessLookupError):
                os.killpg(server.process.pid, signal.SIGTERM)
        for server in started:
            try:
                server.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.process.pid, signal.SIGKILL)


def _start(database: str, wishes: dict[str, str]) -> Server:
    port = free_port()
    facts = {"DEMO": "true", "SECRET_KEY": "tests", "DATABASE_URL": database, "PORT": str(port)}
    # One name for all, as behind a balancer: it stands in the pages.
    facts |= {"SITE_URL": "http://127.0.0.1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    threads = wishes.get("WEB_THREADS", "64")
    command += ["--workers", "1", "--blocking-threads", threads, "--backpressure", "512"]
    command += [
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "error",
        "newsroom.serving:application",
    ]
    facts |= {name: value.replace("{port}", str(port)) for name, value in wishes.items()}
    surroundings = environment(**facts)
    collect_static(surroundings)
    tests = os.getpid()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        start_new_session=True,
        # However the tests end, no server of theirs is left.
        preexec_fn=lambda: die_with_parent(signal.SIGTERM, tests),
    )
    return Server(port, process)


def listeners(line: psycopg.Connection) -> list[int]:
    """Return the backends of the database through which processes listen for changes."""
    asked = line.execute(
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = %s",
        [APPLICATION_NAME],
    )
    return [pid for (pid,) in asked.fetchall()]


HOLD = """
import sys
from pathlib import Path
from newsroom import embedded_postgres
embedded_postgres.join(Path(sys.argv[1]), durable=False)
print("ready", flush=True)
sys.stdin.read()
"""


class PrivatePostgres:
    """A PostgreSQL of one test, that can be stopped, started again, frozen and thawed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        facts = embedded_postgres.settings(folder)
        self.address = address_of(
            {"host": facts["HOST"], "port": facts["PORT"], "user": facts["USER"], "dbname": NAME}
        )
        self._holder: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-c", HOLD, str(self.folder)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._holder = subprocess.Popen(command, cwd=ROOT, **pipes)
        assert self._holder.stdout is not None
        assert self._holder.stdout.readline() == b"ready\n"

    def stop(self) -> None:
        """Let go of the server, which then ends with its last command."""
        if self._holder is not None:
            self._holder.communicate()
            until(lambda: not self._processes())
        self._holder = None

    def freeze(self) -> None:
        for pid in self._processes():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        for pid in self._processes():
            os.kill(pid, signal.SIGCONT)

    def _processes(self) -> list[int]:
        """The postmaster and its children; none when it has ended."""
        try:
            pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except (OSError, IndexError, ValueError):
            return []
        return [pid, *map(int, children)]
