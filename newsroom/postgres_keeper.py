"""The process that owns the private PostgreSQL of one clone; see ``embedded_postgres.py``.

It is started by the first command that needs the server and ends with the last one.
"""

import fcntl
import locale
import os
import pwd
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from newsroom.embedded_postgres import (
    NAME,
    OWN_SERVER,
    PORT,
    USER,
    EmbeddedPostgresError,
    binaries,
    socket_folder,
)
from newsroom.lifelines import die_with_parent

START_SECONDS = 180.0  # A server that crashed may have to replay its log first.
STOP_SECONDS = 30.0
NAMESPACE_REFUSED = 77
QUICK = (
    "-c",
    "fsync=off",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
)


class Keeper:
    """Owns one postgres while anybody holds a connection; lives in a process of its own."""

    def __init__(self, folder: Path, first: socket.socket, durable: bool) -> None:
        self.folder = folder
        self.sockets = socket_folder(folder)
        self.first = first
        self.durable = durable
        self.data = folder / "data"
        self.log = folder / "postgres.log"
        self.log_start = self.log.stat().st_size
        self.bin = binaries()
        self.life = (folder / "life.lock").open("ab")

    def run(self) -> None:
        """Serve until the last connection closes or postgres ends, then leave nothing behind."""
        self._wait_for_predecessor()
        if not self.data.exists():
            self._make_data()
        # A left-over pid may by now be another program's; the life lock has told us the truth.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        alive, inherited = os.pipe()
        postgres = self._start_postgres(inherited)
        os.close(inherited)
        try:
            self._wait_until_ready(postgres)
            self._hold(alive)
        finally:
            self._stop(postgres)

    def _wait_for_predecessor(self) -> None:
        """Take the life lock; a server whose keeper was killed needs a moment to shut down."""
        deadline = time.monotonic() + STOP_SECONDS
        while True:
            try:
                return fcntl.flock(self.life, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    break
                time.sleep(0.02)
        raise EmbeddedPostgresError(
            f"An earlier PostgreSQL still uses {self.folder} and does not end: stop the process "
            "that 'data/postmaster.pid' there names, then try again."
        )

    def _make_data(self) -> None:
        """Make the data folder under another name first, so that a half-made one is never used."""
        half = self.folder / "data.half-made"
        shutil.rmtree(half, ignore_errors=True)
        arguments = ["--auth=trust", "--encoding=UTF8", "--locale-provider=builtin"]
        arguments += ["--builtin-locale=C.UTF-8", "-U", USER, "-D", str(half)]
        self._do("initdb", *arguments, *([] if self.durable else ["--no-sync"]))
        self._do(
            "postgres",
            "--single",
            "-D",
            str(half),
            "postgres",
            said=f"CREATE DATABASE {NAME}\n",
        )
        half.rename(self.data)

    def _do(self, program: str, *arguments: str, said: str = "") -> None:
        child = self._child(program, *arguments, stdin=subprocess.PIPE)
        child.communicate(said.encode())
        if child.returncode:
            raise self._failure(child.returncode)

    def _start_postgres(self, inherited: int) -> subprocess.Popen[bytes]:
        arguments = ["-D", str(self.data), "-k", str(self.sockets), "-p", PORT]
        arguments += ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
        arguments += ["-c", "max_connections=200", *(() if self.durable else QUICK)]
        return self._child("postgres", *arguments, keep=(inherited,))

    def _child(
        self,
        program: str,
        *arguments: str,
        stdin: int = subprocess.DEVNULL,
        keep: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        keeper, user = os.getpid(), _user_to_become()
        return subprocess.Popen(  # noqa: S603
            [self.bin / program, *arguments],
            stdin=stdin,
            pass_fds=(self.life.fileno(), *keep),
            env=_environment(),
            # Safe here: the keeper has one thread only.
            preexec_fn=lambda: _become_postgres(keeper, user),
        )

    def _wait_until_ready(self, postgres: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        server = f"host={self.sockets} port={PORT} user={USER} dbname={NAME}"
        ask = [str(self.bin / "pg_isready"), "-q", "-d", server]
        while subprocess.run(ask, env=_environment(), check=False).returncode:  # noqa: S603
            if postgres.poll() is not None or time.monotonic() > deadline:
                raise self._failure(postgres.poll())
            time.sleep(0.02)

    def _hold(self, alive: int) -> None:
        """Count connections until none is left or postgres is gone, which closes its pipe."""
        listener = self._listen()
        greeting = b"ready durable\n" if self.durable else b"ready quick\n"
        with (
            listener,
            selectors.DefaultSelector() as selector,
            suppress(BrokenPipeError),
        ):
            for source in (alive, listener, self.first):
                selector.register(source, selectors.EVENT_READ)
            self.first.sendall(greeting)
            while len(selector.get_map()) > 2:
                for key, _ in selector.select():
                    if key.fileobj == alive:
                        return
                    if key.fileobj is listener:
                        _admit(listener, selector, greeting)
                    elif isinstance(key.fileobj, socket.socket) and _has_ended(key.fileobj):
                        selector.unregister(key.fileobj)
                        key.fileobj.close()

    def _listen(self) -> socket.socket:
        path = self.sockets / "keeper.sock"
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        listener.listen(128)
        return listener

    def _stop(self, postgres: subprocess.Popen[bytes]) -> None:
        (self.sockets / "keeper.sock").unlink(missing_ok=True)
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            postgres.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                postgres.wait(STOP_SECONDS)
                break
        if self.sockets != self.folder:
            with suppress(OSError):
                self.sockets.rmdir()

    def _failure(self, code: int | None) -> EmbeddedPostgresError:
        """Turn what the programs wrote into the log since our start into one sentence."""
        with self.log.open("rb") as file:
            file.seek(self.log_start)
            lines = file.read().decode(errors="replace").splitlines()
        if any("No space left on device" in line for line in lines):
            return EmbeddedPostgresError(
                f"The disk is full, so PostgreSQL can't start in {self.folder}: free some space, "
                "then try again."
            )
        if code == NAMESPACE_REFUSED:
            return EmbeddedPostgresError(
                "PostgreSQL refuses to run as root, or as a user without a name, and this system "
                f"allows no user namespaces: run the command as an ordinary user, {OWN_SERVER}."
            )
        told = re.search(r"(?:FATAL|PANIC|error|could not)\b.*", "\n".join(lines))
        why = f" ({told[0].rstrip('.')})" if told else ""
        return EmbeddedPostgresError(
            f"The private PostgreSQL did not start{why}: see {self.log}, {OWN_SERVER}."
        )


def _admit(listener: socket.socket, selector: selectors.BaseSelector, greeting: bytes) -> None:
    connection, _ = listener.accept()
    try:
        connection.sendall(greeting)
    except OSError:  # It has left again already.
        connection.close()
    else:
        selector.register(connection, selectors.EVENT_READ)


def _has_ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(100) == b""
    except OSError:
        return True


def _environment() -> dict[str, str]:
    """Ours without the caller's wishes for another PostgreSQL (PGHOST, PGSERVICE, PGDATA)."""
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
    return {**mine, "LC_ALL": _utf8_locale()}


def _utf8_locale() -> str:
    """Find a locale that knows letters: full-text search splits words by LC_CTYPE, and in "C" a
    typographic quotation mark would count as a letter of the word beside it."""
    for name in ("C.UTF-8", "en_US.UTF-8"):
        with suppress(locale.Error):
            return locale.setlocale(locale.LC_CTYPE, name)
    return "C"


def _user_to_become() -> int | None:
    """PostgreSQL refuses root and users without a name; answer one that it takes, or None."""
    with suppress(KeyError):
        if os.geteuid() and pwd.getpwuid(os.geteuid()):
            return None
    return min(user.pw_uid for user in pwd.getpwall() if user.pw_uid)


def _become_postgres(keeper: int, user: int | None) -> None:
    """Run in the child between fork and exec: change the user, and die with the keeper.

    A real other user could neither enter a clone below a folder of mode 0700 nor read the programs
    there. In a user namespace we are only called otherwise and stay the owner of everything.
    """
    if sys.platform == "linux" and user is not None:
        uid, gid = os.geteuid(), os.getegid()
        try:
            os.unshare(os.CLONE_NEWUSER)
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {uid} 1")
            Path("/proc/self/gid_map").write_text(f"{user} {gid} 1")
        except OSError:
            os._exit(NAMESPACE_REFUSED)
    # After the namespace, because changing credentials clears it. SIGINT is a fast shutdown.
    die_with_parent(signal.SIGINT, keeper)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def main(folder: str, descriptor: str, mode: str) -> None:
    """Be the keeper of ``folder`` with ``descriptor`` as first connection, durable or quick.

    Reports a failure over that connection as one sentence, because nobody sees its own output.
    """
    if os.fork():  # The command that started us goes on at once and has no child to wait for.
        os._exit(0)
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    first = socket.socket(fileno=int(descriptor))
    answer = ""
    try:
        Keeper(Path(folder), first, durable=mode == "durable").run()
    except EmbeddedPostgresError as problem:
        answer = str(problem)
    except OSError as problem:
        answer = f"The private PostgreSQL did not start ({problem}): see {folder}/postgres.log."
    with suppress(OSError):
        first.sendall(answer.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
