"""A line to PostgreSQL that can be cut: the server is away for who uses it, and comes back."""

import socket
import threading
from contextlib import suppress
from pathlib import Path


class Relay:
    """Listens at a Unix socket in `folder` as PostgreSQL does, and passes everything on."""

    def __init__(self, folder: Path, target: str) -> None:
        self.path, self.target = folder / ".s.PGSQL.5432", target
        self.lines: list[socket.socket] = []
        self.listener: socket.socket | None = None
        self.come_back()

    def come_back(self) -> None:
        self.path.unlink(missing_ok=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.path))
        self.listener.listen(64)
        threading.Thread(target=self._accept, args=[self.listener], daemon=True).start()

    def go_away(self) -> None:
        """Refuse new connections, and end those that are open."""
        self.path.unlink()
        for line in (self.listener, *self.lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self.lines.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self.target)
                self.lines += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while words := source.recv(65536):
            target.sendall(words)
    for line in (source, target):
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
