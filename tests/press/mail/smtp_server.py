"""A real SMTP server for tests, which follows a script: what to say at which stage.

    with ScriptedServer(RCPT="550 No such user here") as server: ...

Stages are GREETING, EHLO, MAIL, RCPT, DATA (the command), TEXT (after its end) and QUIT. Instead
of a reply a script may say DROP (close the line without a word) or an Event (say nothing until it
is set, then drop). `SPLIT` at TEXT closes the line while the text is on its way.
"""

import contextlib
import socket
import threading
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, BinaryIO, Self

DROP = object()
SPLIT = object()
REPLIES = {
    "GREETING": "220 scripted.example ready",
    "EHLO": "250 scripted.example",
    "MAIL": "250 fine",
    "RCPT": "250 fine",
    "DATA": "354 go on",
    "TEXT": "250 taken",
    "QUIT": "221 bye",
    "RSET": "250 fine",
}


class Hangup(Exception):
    pass


class ScriptedServer:
    """Serves on 127.0.0.1 until the end of the block; `taken` are the mails it accepted."""

    def __init__(self, **script: Any) -> None:
        self.script = REPLIES | script
        self.seen: Counter[str] = Counter()
        self.texts: list[bytes] = []
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.heard_text = threading.Event()

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        # shutdown() wakes accept(); close() alone would leave the thread waiting.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            with line, line.makefile("rwb") as stream, contextlib.suppress(Hangup, OSError):
                self._talk(stream)

    def _talk(self, stream: BinaryIO) -> None:
        self._say(stream, "GREETING")
        while command := stream.readline():
            verb = command[:4].decode().strip().upper()
            if verb == "RCPT":
                self.recipients.append(command.decode().strip()[8:])
            self._say(stream, "EHLO" if verb == "HELO" else verb)
            if verb == "DATA" and self.script["DATA"] == REPLIES["DATA"]:
                self._hear_text(stream)
            if verb == "QUIT":
                return

    def _hear_text(self, stream: BinaryIO) -> None:
        if self.script["TEXT"] is SPLIT:
            stream.readline()
            raise Hangup
        lines = []
        while (line := stream.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        self.texts.append(b"".join(lines))
        self.heard_text.set()
        self._say(stream, "TEXT")
        if str(self.script["TEXT"]).startswith("2"):
            self.taken.append(message_from_bytes(self.texts[-1], policy=policy.default))

    def _say(self, stream: BinaryIO, stage: str) -> None:
        self.seen[stage] += 1
        said = self.script.get(stage, "502 not known here")
        if isinstance(said, threading.Event):
            said.wait()
            raise Hangup
        if said is DROP:
            raise Hangup
        stream.write(said.encode() + b"\r\n")
        stream.flush()
