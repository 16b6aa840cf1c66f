"""Finished pages as files, for an nginx of the same machine to hand out without asking us.

Below the folder lies one *generation* per life of a listener; the link `live` leads to the one
that is true. One process of a server writes, and it deletes what its own memory forgets. When its
line is lost, `live` goes first; the files follow.
"""

import fcntl
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO

from press.pages.memory import Address
from press.pages.page import Page

NAME = b"index.html"
TYPE = "text/html; charset=utf-8"
LONGEST_PART = 200
# What nginx says with every file, and so what a page may say: deploy/nginx.conf.
CONSTANT = {
    "content-type",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "strict-transport-security",
}


class Files:
    """The pages below `folder`, or none where it is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock: IO[bytes] | None = None
        self._generation: Path | None = None

    def begin(self) -> None:
        """Begin a generation, if this process writes or nobody does; from now on all is heard."""
        if self._folder is None or not self._may_write(self._folder):
            return
        generation = self._folder / f"generation-{secrets.token_hex(8)}"
        generation.mkdir()
        link = self._folder / f"{generation.name}.link"
        link.symlink_to(generation.name)
        link.replace(self._folder / "live")
        self._generation = generation
        for old in self._folder.glob("generation-*"):
            if old != generation:
                shutil.rmtree(old, ignore_errors=True)

    def end(self) -> None:
        """Take the generation away: what it says may be wrong from now on."""
        if self._folder is not None and self._generation is not None:
            (self._folder / "live").unlink(missing_ok=True)
            shutil.rmtree(self._generation, ignore_errors=True)
        self._generation = None

    @property
    def has_begun(self) -> bool:
        return self._generation is not None or self._folder is None

    def takes(self, address: Address, page: Page) -> bool:
        """Whether nginx could say all that this page says."""
        said = {name.lower(): value for name, value in page.said}
        plain = said.get("content-type") == TYPE and said.keys() <= CONSTANT
        return page.is_ok and plain and self._place(address) is not None

    def write(self, address: Address, plain: bytes, compressed: bytes) -> None:
        """Write a page. Only for one that is known to be fresh at this moment."""
        if (place := self._place(address)) is None:
            return
        with suppress(OSError):  # A full disk costs speed, not pages.
            place.parent.mkdir(parents=True, exist_ok=True)
            # The compressed form first: nginx looks for it when it has found the other.
            _put(_compressed(place), compressed)
            _put(place, plain)

    def remove(self, address: Address) -> None:
        """Remove the page's file, if there is one."""
        if (place := self._place(address)) is not None:
            with suppress(OSError):
                place.unlink(missing_ok=True)
                _compressed(place).unlink(missing_ok=True)

    def _place(self, address: Address) -> Path | None:
        path, query = address
        if self._generation is None or query or not path.endswith("/"):
            return None
        parts = path.encode("latin-1").split(b"/")[1:-1]
        if any(not _is_safe(part) for part in parts):
            return None
        return Path(os.fsdecode(b"/".join([os.fsencode(self._generation), *parts, NAME])))

    def _may_write(self, folder: Path) -> bool:
        """Whether this process is the one that writes: it holds a lock as long as it lives."""
        if self._lock is None:
            folder.mkdir(parents=True, exist_ok=True)
            lock = (folder / "writer.lock").open("ab")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.close()
                return False
            self._lock = lock
        return True


def _is_safe(part: bytes) -> bool:
    return 0 < len(part) <= LONGEST_PART and part[:1] != b"." and b"\0" not in part


def _compressed(place: Path) -> Path:
    return place.with_name(f"{place.name}.gz")


def _put(place: Path, body: bytes) -> None:
    new = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    new.write_bytes(body)
    new.replace(place)
