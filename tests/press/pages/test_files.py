"""Finished pages as files, and an nginx that hands them out with the file in `deploy/`."""

import os
import shutil
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core import signing
from django.db import connection

from articles import publishing
from press.pages.files import Files
from press.pages.page import Page
from publication.models import Publication
from tests.factories import make_editor, make_published_article
from tests.newsroom.processes import ROOT, address_of, free_port, started, until

from .servers import Server, listeners, servers

HTML = [("Content-Type", "text/html; charset=utf-8")]
SOON = 0.25
MAIN = """
daemon off; pid {folder}/nginx.pid; error_log stderr crit; {user}
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


@pytest.fixture
def files(tmp_path) -> Files:
    writing = Files(tmp_path / "pages")
    writing.begin()
    return writing


def live(tmp_path: Path) -> set[str]:
    root = tmp_path / "pages" / "live"
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_a_page_lies_where_nginx_looks_for_it_in_two_forms(files, tmp_path):
    files.write(("/2026/11/24/caf\xc3\xa9/", ""), b"plain", b"coded")

    folder = tmp_path / "pages" / "live" / "2026" / "11" / "24" / "café"
    assert (folder / "index.html").read_bytes() == b"plain"
    assert (folder / "index.html.gz").read_bytes() == b"coded"
    assert len(live(tmp_path)) == 2


def test_a_page_that_is_forgotten_leaves_nothing(files, tmp_path):
    files.write(("/ferry/", ""), b"plain", b"coded")

    files.remove(("/ferry/", ""))
    files.remove(("/ferry/", ""))

    assert live(tmp_path) == set()


@pytest.mark.parametrize(
    "path",
    ["/../../etc/", "/./", "/.git/", "//evil/", "/a//b/", "/feed", "/a\0b/", f"/{'a' * 300}/", ""],
)
def test_no_address_leads_out_of_the_folder_or_to_an_odd_name(files, tmp_path, path):
    assert not files.takes((path, ""), Page("200 OK", HTML, b""))
    files.write((path, ""), b"plain", b"coded")

    assert live(tmp_path) == set()


@pytest.mark.parametrize(
    ("status", "headers", "query"),
    [
        ("410 Gone", HTML, ""),
        ("200 OK", [("Content-Type", "application/rss+xml")], ""),
        ("200 OK", [*HTML, ("X-Robots-Tag", "noindex")], ""),
        ("200 OK", HTML, "after=5"),
    ],
)
def test_what_nginx_could_not_say_is_not_written(files, status, headers, query):
    assert files.takes(("/", ""), Page("200 OK", HTML, b""))
    assert not files.takes(("/", query), Page(status, headers, b""))


def test_a_generation_ends_at_once_and_a_new_one_begins_empty(files, tmp_path):
    files.write(("/ferry/", ""), b"plain", b"coded")

    files.end()
    assert not (tmp_path / "pages" / "live").exists()
    files.write(("/otters/", ""), b"plain", b"coded")
    files.begin()

    assert live(tmp_path) == set()
    assert len(list((tmp_path / "pages").glob("generation-*"))) == 1


def test_one_process_writes(files, tmp_path):
    other = Files(tmp_path / "pages")

    other.begin()

    assert not other.has_begun
    other.write(("/ferry/", ""), b"plain", b"coded")
    assert live(tmp_path) == set()


@contextmanager
def nginx(backend: int, folder: Path, pages: Path):
    """nginx with the file in `deploy/`, before a server at the port `backend`."""
    port = free_port()
    rules = (ROOT / "deploy" / "nginx.conf").read_text()
    for known, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{backend}"),
        ("listen 80", f"listen 127.0.0.1:{port}"),
        ("/var/lib/newsroom/pages", str(pages)),
    ):
        assert known in rules
        rules = rules.replace(known, here)
    (folder / "site.conf").write_text(rules)
    # Without another user's rights it reads what this test wrote.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    with started(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        front = Server(port, process)
        until(front.is_ready)
        yield front
        process.terminate()
        process.wait(10)


def is_file(reply) -> bool:
    return "last-modified" in reply.headers


@pytest.fixture
def house(transactional_db, tmp_path):
    """One web process that writes files, nginx in front of it, and an article."""
    if not shutil.which("nginx"):
        pytest.skip("nginx isn't installed here.")
    database = address_of(connection.get_connection_params())
    article = make_published_article(headline="Ferry leaves")
    pages = tmp_path / "pages"
    with (
        servers(database, 1, PAGES_DIR=str(pages)) as [server],
        nginx(server.port, tmp_path, pages) as front,
    ):
        path = article.get_absolute_url()
        until(lambda: is_file(front.ask(path)) and is_file(front.ask("/")))
        yield server, front, article


def test_nginx_hands_out_files_with_the_headers_of_the_newsroom(house):
    server, front, article = house
    path = article.get_absolute_url()

    own, file = server.ask(path), front.ask(path)
    coded = front.ask(path, Accept_Encoding="gzip")

    assert file.body == own.body
    assert coded.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in coded.headers["vary"]
    theirs = {"server", "date", "etag", "last-modified", "connection", "accept-ranges", "vary"}
    assert {k: v for k, v in file.headers.items() if k not in theirs} == {
        k: v for k, v in own.headers.items() if k not in theirs
    }


def test_what_is_no_plain_question_goes_to_the_newsroom(house):
    _, front, article = house
    path = article.get_absolute_url()
    mark = signing.TimestampSigner(key="tests", salt="press.pages.staff").sign("staff")

    assert not is_file(front.ask("/?after=1"))
    assert not is_file(front.ask(f"{path}?utm_source=letter"))
    assert not is_file(front.ask("/?::/"))
    assert front.ask("/", Cookie=f"staff={mark}").headers["cache-control"] == "private, no-store"
    assert front.ask(f"{path}comments/", "POST").status == 422
    assert front.ask("/../pages/writer.lock").status in {400, 404}
    assert front.ask("/nothing-here/").status == 404
    assert front.ask("/index.html").status == 404


def test_files_are_as_exact_as_the_memory(house, line):
    _, front, article = house
    path = article.get_absolute_url()

    publishing.withdraw(article, by=make_editor(), reason="It had left before.")
    time.sleep(SOON)
    assert front.ask(path).status == 410
    assert "Ferry leaves" not in front.ask("/")

    until(lambda: is_file(front.ask("/")))
    Publication.objects.update(name="The Untold")
    for pid in listeners(line):
        line.execute("SELECT pg_terminate_backend(%s)", [pid])
    until(lambda: "The Untold" in front.ask("/"), 4)
    until(lambda: is_file(front.ask("/")), 4)


def test_nginx_goes_on_when_all_our_processes_are_dead(house):
    server, front, article = house

    with suppress(ProcessLookupError):
        os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait(10)

    assert "Ferry leaves" in front.ask(article.get_absolute_url())
    assert front.ask("/?after=1").status == 502
