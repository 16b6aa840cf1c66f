"""The layer in front of an application: what it keeps, what it hands out, what it lets through."""

import time
from time import monotonic

import pytest
from django.core import signing

from press.pages import staff
from press.pages.asking import Asking
from press.pages.codings import decode
from press.pages.files import Files
from press.pages.keys import note
from press.pages.layer import Layer
from press.pages.makers import Makers
from press.pages.making import AWAY, STAFF, Maker
from press.pages.memory import Memory
from press.pages.staff import GOOD_FOR_SECONDS

BODY = b"<p>The ferry leaves at dawn.</p>" * 50


class Ear:
    """Hears everything, or says that the database is away."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.is_away = False
        self.start()

    def start(self) -> None:
        if not self.is_away:
            self.memory.trusted_until = monotonic() + 3_600

    def settle(self) -> None:
        pass

    def lose_the_database(self) -> None:
        self.is_away = True
        self.memory.trusted_until = 0.0


class Site:
    """A layer in front of an application that says how it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.status = "200 OK"
        self.headers: list[tuple[str, str]] = []
        self.body = BODY
        self.memory = Memory(1024 * 1024)
        self.ear = Ear(self.memory)
        self.layer = Layer(
            self.application,
            asking=Asking(hosts=["news.example"], parameters=["after"], past=["/desk/"]),
            maker=Maker(self.application, "https://news.example"),
            makers=Makers(seats=2, chairs=2),
            memory=self.memory,
            files=Files(None),
            listener=self.ear,
        )

    def application(self, environ, start_response):
        self.asked.append(environ)
        if environ.get(AWAY):
            start_response("503 Service Unavailable", [("Cache-Control", "no-store")])
            return [b"Back in a moment."]
        note("article:1")
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.body]

    def ask(self, path: str = "/", method: str = "GET", query: str = "", **headers: str):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "news.example",
            "wsgi.url_scheme": "http",
            "wsgi.errors": None,
        } | headers
        said = []
        body = b"".join(self.layer(environ, lambda *given: said.extend(given)))
        return said[0], dict(said[1]), body


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_is_made_once_and_handed_out_in_each_coding(site):
    _, _, plain = site.ask()
    status, headers, coded = site.ask(HTTP_ACCEPT_ENCODING="br")

    assert len(site.asked) == 1
    assert status == "200 OK"
    assert plain == decode(coded, "br") == BODY
    assert headers["Content-Encoding"] == "br"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Vary"] == "Accept-Encoding"


def test_a_page_is_made_anew_after_a_touch(site):
    site.ask()
    site.body = b"new"

    site.memory.forget(["article:1"])

    assert site.ask()[2] == b"new"


def test_who_has_the_page_gets_304_without_a_body(site):
    _, headers, _ = site.ask(HTTP_ACCEPT_ENCODING="gzip")
    tag = headers["ETag"]

    status, headers, body = site.ask(HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=tag)
    other = site.ask(HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=tag)

    assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    assert headers["Vary"] == "Accept-Encoding"
    assert other[0] == "200 OK"


def test_head_has_the_headers_of_get_and_no_body(site):
    _, headers, body = site.ask(method="HEAD")

    assert body == b""
    assert headers == site.ask()[1]
    assert site.asked[0]["REQUEST_METHOD"] == "GET"


def test_nothing_of_the_reader_reaches_the_application(site):
    site.ask(
        query="utm_source=letter",
        HTTP_COOKIE="sessionid=secret; staff=forged",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_X_FORWARDED_FOR="6.6.6.6",
        HTTP_X_FORWARDED_PROTO="gopher",
        HTTP_ACCEPT_LANGUAGE="fr",
        HTTP_RANGE="bytes=0-3",
        HTTP_IF_NONE_MATCH='"x"',
        HTTP_AUTHORIZATION="Basic x",
        REMOTE_ADDR="6.6.6.6",
    )

    asked = site.asked[0]
    assert {name for name in asked if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert asked["QUERY_STRING"] == ""
    assert "REMOTE_ADDR" not in asked
    assert asked["wsgi.url_scheme"] == "https"
    assert "evil" not in str(asked)
    assert "secret" not in str(asked)


@pytest.mark.parametrize("cookies", ["a=b", "staff=", "staff=staff:1:x", "xstaff=1;staff=%00", ";"])
def test_foreign_and_forged_cookies_change_nothing(site, cookies):
    site.ask(HTTP_COOKIE=cookies)
    site.ask(HTTP_COOKIE=cookies)
    site.ask()

    assert len(site.asked) == 1
    assert not site.asked[0][STAFF]


def test_an_old_mark_of_the_desk_is_none(monkeypatch):
    mark = signing.TimestampSigner(salt="press.pages.staff").sign("staff")
    later = time.time() + GOOD_FOR_SECONDS + 5

    monkeypatch.setattr(signing.time, "time", lambda: later)

    assert not staff.is_signed(f"staff={mark}")


def test_the_desk_gets_fresh_pages_that_are_never_kept(site):
    mark = signing.TimestampSigner(salt="press.pages.staff").sign("staff")
    site.ask()

    _, headers, _ = site.ask(HTTP_COOKIE=f"a=b; staff={mark}")
    site.ask(HTTP_COOKIE=f"staff={mark}")
    site.ask()

    assert headers["Cache-Control"] == "private, no-store"
    assert [asked[STAFF] for asked in site.asked] == [False, True, True]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("200 OK", [("Cache-Control", "Private, no-cache")]),
        ("200 OK", [("Vary", "Cookie")]),
        ("200 OK", [("Vary", "*")]),
        ("302 Found", [("Location", "/")]),
        ("404 Not Found", []),
        ("500 Internal Server Error", []),
        ("206 Partial Content", []),
    ],
)
def test_an_answer_for_one_reader_is_not_kept(site, status, headers):
    site.status, site.headers = status, headers

    first, again = site.ask(), site.ask()

    assert len(site.asked) == 2
    assert len(site.memory) == 0
    assert first == again
    assert first[0] == status
    for name, value in headers:
        assert value.lower() in first[1][name].lower()


def test_a_withdrawn_page_is_kept_with_its_status(site):
    site.status = "410 Gone"
    site.ask()

    status, headers, _ = site.ask()
    again = site.ask(HTTP_IF_NONE_MATCH=headers["ETag"])

    assert status == again[0] == "410 Gone"
    assert len(site.asked) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_reach_the_application_untouched(site, method):
    site.ask()

    site.ask(method=method, HTTP_COOKIE="a=b")

    assert site.asked[1]["HTTP_COOKIE"] == "a=b"


def test_the_desk_itself_is_passed_by(site):
    site.ask("/desk/", HTTP_COOKIE="sessionid=1")
    site.ask("/desk/", HTTP_COOKIE="sessionid=1")

    assert [asked["HTTP_COOKIE"] for asked in site.asked] == ["sessionid=1"] * 2


def test_while_the_database_is_away_copies_are_handed_out_and_say_so(site):
    site.ask()
    site.ear.lose_the_database()

    status, headers, body = site.ask()
    missing = site.ask("/other/")
    sent = site.ask("/comments/", method="POST")

    assert (status, headers["Page-State"], body) == ("200 OK", "database-away", BODY)
    assert missing[0] == sent[0] == "503 Service Unavailable"
    assert missing[1]["Cache-Control"] == "no-store"
    assert missing[2] == b"Back in a moment."
    assert [bool(asked.get(AWAY)) for asked in site.asked] == [False, True, True]


def test_a_copy_whose_purge_was_heard_is_never_handed_out(site):
    site.ask()
    site.memory.forget(["article:1"])

    site.ear.lose_the_database()

    assert site.ask()[0] == "503 Service Unavailable"
