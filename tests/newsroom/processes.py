"""Real processes for tests: start them, find them, wait for what they do, leave none behind."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = ("DATABASE_URL", "DEMO", "SECRET_KEY", "ALLOWED_HOSTS", "PORT", "DJANGO_SETTINGS_MODULE")

_collected = False

COLLECT = """
import django
django.setup()
from newsroom.static_files import collect_if_changed
collect_if_changed()
"""


def collect_static(wishes: Mapping[str, str]) -> None:
    """Bring the hashed static files up to date, once a run, for servers that are started with
    ``wishes``.

    In a process with the server's own settings: those of the tests know no hashed names.
    """
    global _collected
    if not _collected:
        (ROOT / "var").mkdir(exist_ok=True)
        with (ROOT / "var" / "collecting.lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # Another run of tests may be collecting.
            subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, env=wishes, check=True)
        _collected = True


def address_of(database: dict[str, object]) -> str:
    """Return the address of a database that Django's connection parameters name."""
    query = urlencode({"host": database["host"], "port": database.get("port") or 5432})
    return f"postgres://{quote(str(database['user']))}@/{database['dbname']}?{query}"


def until[T](condition: Callable[[], T], seconds: float = 30) -> T:
    """Return the first true answer of ``condition``; fail when none comes in time."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.02)
    return answer


def processes(*words: str) -> list[int]:
    """List the living processes whose command line holds all ``words`` (a zombie has none)."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            line = (entry / "cmdline").read_bytes().decode(errors="replace")
            if entry.name.isdigit() and line and all(word in line for word in words):
                found.append(int(entry.name))
    return found


def children_of(parent: int, word: str) -> list[int]:
    """List the children of ``parent`` whose command line holds ``word``."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for pid in processes(word) if str(pid) in children]


def environment(**wishes: str) -> dict[str, str]:
    """Take this process's environment without what the test run itself was given."""
    return {k: v for k, v in os.environ.items() if k not in NOT_OURS} | wishes


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(
    arguments: list[str], folder: Path, wishes: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and give back what it said."""
    return subprocess.run(
        arguments,
        cwd=folder,
        env=environment(**wishes),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def is_one_sentence(text: str) -> bool:
    """Say whether a person gets one line that ends with a full stop, and no traceback."""
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


@contextmanager
def started(arguments: list[str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """Start a process that is gone, killed if need be, at the end of the block."""
    process = subprocess.Popen(arguments, text=True, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def none_left(folder: Path) -> Iterator[None]:
    """Require that every process that names ``folder`` has ended by itself at the end."""
    yield
    try:
        until(lambda: not processes(str(folder)))
    finally:
        for pid in processes(str(folder)):
            os.kill(pid, signal.SIGKILL)


PYTHON = sys.executable
