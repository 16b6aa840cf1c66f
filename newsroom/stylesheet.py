"""The readers' one stylesheet: the numbered files of `static/css`, joined in their order.

Plain bytes and no tool: `css/paper.css` is found like any other static file, by `runserver`,
by the tests and by `collectstatic`, and is written anew when one of its parts has changed.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/paper.css"
PARTS = settings.BASE_DIR / "static" / "css"
JOINED = settings.VAR_DIR / "stylesheet"


class StylesheetFinder(BaseFinder):
    """Offers `css/paper.css` to django.contrib.staticfiles."""

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        if path != NAME:
            return []
        joined = str(join())
        return [joined] if find_all else joined

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        if not utils.matches_patterns(NAME, ignore_patterns or []):
            join()
            yield NAME, FileSystemStorage(location=JOINED)


def parts() -> list[Path]:
    """The numbered files: `1-reset.css` to `6-utilities.css`."""
    return sorted(PARTS.glob("[0-9]*-*.css"))


def join() -> Path:
    """Return the joined file. It is touched only when its bytes change, and never seen half."""
    joined = JOINED / NAME
    words = b"".join(part.read_bytes() for part in parts())
    if not joined.exists() or joined.read_bytes() != words:
        joined.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=joined.parent, delete=False) as file:
            file.write(words)
        new = Path(file.name)
        new.chmod(0o644)
        new.replace(joined)
    return joined
