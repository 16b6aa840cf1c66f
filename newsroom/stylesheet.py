"""The readers' one stylesheet: the numbered files of `static/css`, joined in their order.

Plain bytes without comments, and no tool: `css/paper.css` is found like any other static file, by
`runserver`, by the tests and by `collectstatic`, and is written anew when a part has changed.

A newspaper with an accent colour has the same sheet with that colour behind it, still one file,
at `/styles/<hash of the sheet>-<colour>.css`: the address alone says what it holds, so that it is
answered without the database and kept for a year.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import utils
from django.contrib.staticfiles.finders import BaseFinder, find
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage, Storage
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from publication.accent import for_dark, is_readable

NAME = "css/paper.css"
PARTS = settings.BASE_DIR / "static" / "css"
JOINED = settings.VAR_DIR / "stylesheet"
# What readers need not wait for: comments, and how lines are indented.
_SPARED = re.compile(rb"/\*.*?\*/\n?|^ +", re.DOTALL | re.MULTILINE)


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
    words = _SPARED.sub(b"", b"".join(part.read_bytes() for part in parts()))
    if not joined.exists() or joined.read_bytes() != words:
        joined.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=joined.parent, delete=False) as file:
            file.write(words)
        new = Path(file.name)
        new.chmod(0o644)
        new.replace(joined)
    return joined


def address(accent: str) -> str:
    """Return where pages find their one stylesheet, in an accent colour or ("") in our red."""
    if not accent:
        return staticfiles_storage.url(NAME)
    return reverse("accented_stylesheet", args=[_sheet()[0], accent.removeprefix("#").lower()])


@require_safe
@gzip_page
def accented(request: HttpRequest, mark: str, digits: str) -> HttpResponse:
    """`/styles/<mark>-<digits>.css`: the sheet in an accent colour that can be read.

    A page that somebody kept over an update asks by the old sheet's mark: it gets the present
    sheet, which nobody may then keep under the old address.
    """
    accent = f"#{digits}"
    if not is_readable(accent):
        return HttpResponseNotFound(content_type="text/plain; charset=utf-8")
    present, words = _sheet()
    colours = f"light-dark({accent}, {for_dark(accent)})"
    response = HttpResponse(
        f"{words}@layer tokens {{ :root {{ --accent: {colours}; }} }}\n",
        content_type="text/css; charset=utf-8",
    )
    lasting = "public, max-age=31536000, immutable"
    response["Cache-Control"] = lasting if mark == present else "no-cache"
    return response


def _sheet() -> tuple[str, str]:
    """The sheet as it is served now, its fonts by whole addresses, and the hash of that."""
    base = settings.STATIC_URL
    name = staticfiles_storage.url(NAME).removeprefix(base)
    # Only hashed names are files of STATIC_ROOT for certain; others are found where they lie.
    path = Path(str(find(NAME)) if name == NAME else staticfiles_storage.path(name))
    return _read(path, path.stat().st_mtime_ns, base)


@lru_cache(maxsize=2)
def _read(path: Path, changed_at: int, base: str) -> tuple[str, str]:
    words = path.read_text("utf-8").replace('"../fonts/', f'"{base}fonts/')
    return hashlib.sha256(words.encode()).hexdigest()[:12], words
