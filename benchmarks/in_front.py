"""nginx with the file in `deploy/` in front of us, against nginx with the same bytes as a file.

What it hands out without asking us is to cost little more than a file of anybody; needs wrk and
nginx, as `benchmarks.pages` does.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import pages
from benchmarks.table import Rows

PORT = 8475


def run() -> Rows:
    """Measure, and return one row for each of the two, plain and compressed."""
    if lacking := pages.missing():
        return lacking
    pages.NEWSPAPER.prepare()
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        files = folder / "pages"
        facts = pages.NEWSPAPER.environment() | {"PAGES_DIR": str(files)}
        running.enter_context(
            pages.granian("newsroom.serving:application", pages.PORTS["pages"], facts)
        )
        path = pages.an_article()
        body = written(path, files / "live" / path.strip("/") / "index.html")
        running.enter_context(in_front(files, folder / "front"))
        running.enter_context(pages.files_of_nginx(path, body, folder))
        return [
            ["what", "requests/s", "of a file", "CPU µs"],
            *compare("plain", path, []),
            *compare("gzip", path, [pages.GZIP]),
        ]


def compare(form: str, path: str, headers: list[str]) -> Rows:
    """Ask both in turn, and give the medians with their ratio."""
    ports = {"a file": pages.PORTS["nginx"], "a finished page": PORT}
    found = pages.medians(ports, path, headers)
    of_a_file, _ = found["a file"]
    return [
        [f"{what}, {form}", f"{speed:,.0f}", f"{speed / of_a_file:.0%}", f"{spent * 1e6:.1f}"]
        for what, (speed, spent) in found.items()
    ]


def written(path: str, file: Path) -> bytes:
    """Ask for a page until the process that writes files has made it too; return its bytes."""
    deadline = time.monotonic() + 60
    while not file.exists():
        if time.monotonic() > deadline:
            raise SystemExit(f"{path} was not written down.")
        pages.page(path)
        time.sleep(0.05)
    return file.read_bytes()


@contextmanager
def in_front(files: Path, folder: Path) -> Iterator[None]:
    """Run nginx with the file in `deploy/`, before the newspaper and its finished `files`."""
    folder.mkdir()
    rules = (pages.ROOT / "deploy" / "nginx.conf").read_text()
    for known, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{pages.PORTS['pages']}"),
        ("listen 80", f"listen 127.0.0.1:{PORT}"),
        ("/var/lib/newsroom/pages", str(files)),
    ):
        rules = rules.replace(known, here)
    with pages.nginx(rules, PORT, folder):
        yield
