"""The beacon: what it takes in, what it refuses, and what it leaves alone."""

import subprocess
import sys

import pytest

from readership.readers import fingerprint
from tests.newsroom.processes import ROOT
from tests.readership.views import PHONE, Answer, environ


def test_a_view_is_taken_in_and_answered_with_nothing_and_no_cookie():
    answer = Answer(environ(b"7", sec_fetch_site="same-origin"))

    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers == {"Cache-Control": "no-store"}
    assert [article for article, _ in answer.taken_in.take()] == [7]


@pytest.mark.parametrize("path", ["/", "/seen", "/seen/more/", "/2026/11/23/a-deal/"])
def test_every_other_address_is_passed_on_untouched(path):
    answer = Answer(environ(b"7", path=path))

    assert answer.body == b"a page of Django, asked with 7"
    assert len(answer.taken_in) == 0


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS", "DELETE"])
def test_another_method_is_told_which_one_is_right(method):
    answer = Answer(environ(b"7", method=method))

    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert (answer.body == b"") == (method == "HEAD")
    assert len(answer.taken_in) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"0",
        b"-7",
        b"7.0",
        b" 7",
        b"7\n",
        b"seven",
        b"\x00",
        b"\xff\xfe",
        "٧".encode(),
        b"9223372036854775808",
        b"1" * 21,
        b"7" * 100_000,
    ],
)
def test_a_body_that_is_no_article_gets_a_sentence(body):
    answer = Answer(environ(body))

    assert answer.status == 400
    assert answer.body == b"The body must be the number of what was seen, in digits.\n"
    assert len(answer.taken_in) == 0


@pytest.mark.parametrize("length", ["", "abc", "-1", "+1", "1_0", "99999999999999999999"])
def test_a_length_that_lies_is_no_view_and_no_fault(length):
    answer = Answer(environ(b"7") | {"CONTENT_LENGTH": length})

    assert answer.status == 400


def test_the_largest_number_that_the_database_holds_is_taken_in():
    answer = Answer(environ(b"9223372036854775807"))

    assert answer.status == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 204),
        ({"sec_fetch_site": "same-origin"}, 204),
        ({"sec_fetch_site": "same-origin", "origin": "https://cdn.example"}, 204),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"sec_fetch_site": "none"}, 403),
        ({"sec_fetch_site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 204),
        ({"origin": "https://testserver"}, 204),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "http://testserver.elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://[broken"}, 403),
    ],
)
def test_only_our_own_pages_can_tell_a_view(headers, status):
    answer = Answer(environ(b"7", **headers))

    assert answer.status == status
    assert len(answer.taken_in) == (status == 204)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0) BingPreview/1.0b",
        "Mozilla/5.0 (compatible; Yahoo! Slurp)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0 Safari/537.36",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Baiduspider-render/2.0",
        "ia_archiver",
        "curl/8.5.0",
        "python-requests/2.32",
        "okhttp/4.9",
        "",
        "   ",
    ],
)
def test_a_robot_is_answered_like_a_reader_and_not_counted(agent):
    answer = Answer(environ(b"7", agent=agent))

    assert answer.status == 204
    assert len(answer.taken_in) == 0


@pytest.mark.parametrize(
    "agent",
    [
        PHONE,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/142.0 Mobile",
    ],
)
def test_a_reader_is_no_robot_whatever_the_telephone_is_called(agent):
    assert len(Answer(environ(b"7", agent=agent)).taken_in) == 1


@pytest.mark.parametrize(
    "header",
    [
        {"sec_purpose": "prefetch"},
        {"sec_purpose": "prefetch;prerender"},
        {"x_moz": "prefetch"},
    ],
)
def test_what_a_browser_fetches_ahead_is_not_counted(header):
    assert len(Answer(environ(b"7", **header)).taken_in) == 0


def test_a_reader_who_asks_not_to_be_sold_is_counted_like_everybody():
    assert len(Answer(environ(b"7", sec_gpc="1", dnt="1")).taken_in) == 1


def test_readers_differ_by_address_and_by_browser():
    readers = {
        fingerprint(environ(address=address, agent=agent))
        for address in ("192.0.2.7", "192.0.2.8", "2001:db8::7")
        for agent in (PHONE, "Another telephone")
    }

    assert len(readers) == 6


def test_behind_our_proxy_the_reader_is_the_address_that_the_proxy_names(settings):
    settings.PROXY_HOPS = 1
    through = environ(address="10.0.0.1", x_forwarded_for="6.6.6.6, 192.0.2.7")

    assert fingerprint(through) == fingerprint(environ() | {"HTTP_X_FORWARDED_FOR": "192.0.2.7"})
    assert fingerprint(through) != fingerprint(environ() | {"HTTP_X_FORWARDED_FOR": "6.6.6.6"})


def test_a_very_long_or_odd_browser_name_is_sixteen_bytes_like_any_other():
    assert len(fingerprint(environ(agent="x" * 60_000 + "\udcff"))) == 16


def test_the_beacon_is_imported_before_django_is_set_up():
    code = "import readership.beacon, sys; assert 'readership.models' not in sys.modules"

    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={"PATH": ""})
