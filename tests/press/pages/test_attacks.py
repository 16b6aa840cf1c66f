"""Attacks on a real web process: nothing personal is kept, nothing kept is wrong."""

import http.client
import socket
import time

import pytest
from django.core import signing

from press.pages.staff import GOOD_FOR_SECONDS
from tests.factories import make_published_article


@pytest.fixture
def page(site):
    """A server, and the body of its front page, which it keeps."""
    make_published_article(headline="Ferry leaves")
    time.sleep(0.25)
    return site[0], site[0].ask("/").body


def raw(server, text: str) -> bytes:
    """Send what no client library would send, and return the first line of the answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(text.encode("latin-1"))
        return line.makefile("rb").readline()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https"},
        {"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil"},
        {"X-Original-URL": "/desk/", "X-Rewrite-URL": "/desk/"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Forwarded": "host=evil.example"},
        {"Accept-Language": "ar"},
        {"Cookie": "sessionid=evil; csrftoken=evil; django_language=ar"},
        {"Cookie": "staff=staff:1abcde:forged"},
        {"Range": "bytes=0-10"},
        {"If-Range": '"x"', "Range": "bytes=0-10"},
        {"If-Modified-Since": "Mon, 23 Nov 2037 00:00:00 GMT"},
        {"If-None-Match": '"x", W/"y", garbage'},
        {"Authorization": "Basic ZXZpbDpldmls"},
        {"Accept": "application/json"},
        {"User-Agent": "evil" * 500},
        {"Accept-Encoding": "identity;q=0, evil;q=9"},
        {"Host": "localhost:6666"},
    ],
    ids=lambda headers: ",".join(headers),
)
def test_no_header_changes_what_the_next_reader_gets(page, headers):
    server, body = page

    for path in ("/", "/popular/"):
        first = server.ask(path, **headers)
        assert first.status == 200
        assert b"evil" not in first.body
    assert server.ask("/", **headers).body == server.ask("/").body == body
    assert b"evil" not in server.ask("/popular/").body


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1@evil.example", "evil.example:80", "/"])
def test_a_host_that_is_not_ours_gets_nothing(page, host):
    server, body = page

    assert server.ask("/", Host=host).status == 400
    assert server.ask("/").body == body


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/%2e%2e/",
            "/%00/",
            "/%ff%fe/",
            "/%C3%28/",
            "/.%2e/desk/",
            "/desk%2f",
            "/%2fevil.example/",
        ),
        *(
            "/%252e/",
            "/?%00",
            "/\\evil.example/",
            "/?after=%ff",
            "/?after=1&after=2",
            "/;/",
            "/%3Fafter=5",
        ),
    ],
)
def test_no_spelling_of_an_address_is_an_error_or_another_page(page, path):
    server, body = page

    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.putrequest("GET", path, skip_accept_encoding=True)
    line.endheaders()
    answer = line.getresponse()

    assert answer.status < 500
    assert "evil" not in answer.getheader("Location", "").partition("/")[0]
    assert not answer.getheader("Location", "").startswith("//")
    assert server.ask("/").body == body


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "OPTIONS", "PATCH", "EVIL"])
def test_other_methods_neither_get_nor_change_a_page(page, method):
    server, body = page

    answer = raw(server, f"{method} / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")

    assert answer.split()[1] in {b"400", b"405"}
    assert server.ask("/").body == body


def test_a_get_with_a_body_is_a_get(page):
    server, body = page

    answer = raw(
        server,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nevil",
    )

    assert answer.split()[1] == b"200"
    assert server.ask("/").body == body


def test_headers_without_end_are_refused(page):
    server, body = page

    answer = raw(server, f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Evil: {'x' * 900_000}\r\n\r\n")

    assert answer.split()[1:2] in ([b"400"], [b"431"], [])
    assert server.ask("/").body == body


def test_who_has_the_mark_of_the_desk_leaves_no_trace(page):
    server, _ = page
    mark = signing.TimestampSigner(key="tests", salt="press.pages.staff").sign("staff")
    forged = signing.TimestampSigner(key="another", salt="press.pages.staff").sign("staff")

    own = server.ask("/", Cookie=f"staff={mark}")

    assert own.headers["cache-control"] == "private, no-store"
    assert server.ask("/", Cookie=f"staff={forged}").headers["cache-control"] == "no-cache"
    assert server.ask("/").headers["cache-control"] == "no-cache"
    assert GOOD_FOR_SECONDS <= 12 * 3600


def test_two_spellings_of_one_coding_and_a_wrong_one_get_what_they_can_read(page):
    server, body = page

    for wish in ("gzip;q=0", "", "deflate", "x-evil", "gzip;q=0, br;q=0, zstd;q=0, *;q=0"):
        answer = server.ask("/", **{"Accept-Encoding": wish})
        assert "content-encoding" not in answer.headers
        assert answer.body == body
