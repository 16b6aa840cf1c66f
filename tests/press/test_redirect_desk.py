"""Redirects by hand: rules, tables, and the addresses that readers didn't find."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from press.history.models import Entry
from press.redirects import missing, moving
from press.redirects.models import Missing, Redirect, Rule
from tests.factories import make_administrator, make_editor, make_section

pytestmark = pytest.mark.django_db
DESK = "/desk/redirects"


@pytest.fixture
def desk(client):
    client.force_login(make_administrator())
    return client


def led():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def add(desk, old, new):
    return desk.post(f"{DESK}/redirect/add/", {"old_path": old, "new_path": new})


def send(desk, text):
    """What the desk says of a table, and what it answers to whoever goes on."""
    table = SimpleUploadedFile("old.csv", text.encode(), "text/csv")
    page = desk.post(f"{DESK}/redirect/table/in/", {"table": table})
    seen = html.fromstring(page.text).xpath("//input[@name='seen']/@value")[0]
    return page.text, lambda: desk.post(f"{DESK}/redirect/table/in/", {"seen": seen})


def add_rule(desk, old, new, position=0):
    facts = {"old_pattern": old, "new_pattern": new, "position": position}
    return desk.post(f"{DESK}/rule/add/", facts)


def test_a_redirect_by_hand_leads_on_and_is_in_the_history(desk):
    assert add(desk, "/old?p=1", "/new/").status_code == 302

    assert desk.get("/old")["Location"] == "/new/"
    assert Entry.objects.get(verb="added").label == "/old/"


def test_paths_are_taken_as_a_browser_copies_them(client, desk):
    add(desk, "/caf%C3%A9/", "/%C3%A9t%C3%A9/?a=%C3%A9#top")

    assert led() == {"/café/": "/été/?a=%C3%A9#top"}
    assert client.get("/café/?b=1")["Location"] == "/%C3%A9t%C3%A9/?a=%C3%A9&b=1#top"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("/b/", "/a/", "leads back to the old one"),
        ("/c/", "/a/", "leads on to “/b/” itself"),
        ("/c/", "/c/", "would lead to itself"),
        ("/c/", "https://evil.example/", "starts with one slash"),
        ("/c/", "//evil.example/", "starts with one slash"),
        ("/a/", "/d/", "already exists"),
    ],
)
def test_loops_chains_and_other_hosts_are_refused_in_words(desk, old, new, sentence):
    moving.move("/a/", "/b/")

    answer = add(desk, old, new)

    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    assert led() == {"/a/": "/b/"}


def test_what_led_to_a_path_that_leads_on_now_goes_there_in_one_step(desk):
    moving.move("/a/", "/b/")

    add(desk, "/b/", "/c/")

    assert led() == {"/a/": "/c/", "/b/": "/c/"}


def test_a_rule_leads_all_paths_of_its_shape_in_one_step_and_counts(client, desk):
    assert add_rule(desk, "/blog/*/comments/*/", "/news/*/#*").status_code == 302
    assert add_rule(desk, "/old/*", "").status_code == 302
    moving.move("/news/a/", "/news/b/")
    add_rule(desk, "/blog/*/", "/news/*/", position=1)

    assert client.get("/blog/x/comments/7/")["Location"] == "/news/x/#7"
    assert client.get("/blog/a/")["Location"] == "/news/b/"
    assert client.get("/old/anything/at/all").status_code == 410
    assert [rule.hits for rule in Rule.objects.all()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("/a/*/", "/a/b/*/", "would lead on from there"),
        ("/x/*/", "/blog/*/", "would lead on from there"),
        ("/*/", "/x/", "would fit every address"),
        ("/a/*/", "/*/*/", "more stars"),
        ("/a/", "/b/", "hold a star"),
        ("/a/*/", "//evil.example/*", "begin with one slash"),
    ],
)
def test_rules_that_lead_round_or_away_are_refused_in_words(desk, old, new, sentence):
    add_rule(desk, "/blog/*/", "/news/*/")

    answer = add_rule(desk, old, new)

    assert answer.status_code == 200
    assert sentence in answer.text
    assert Rule.objects.count() == 1


def test_a_star_can_lead_to_no_other_host(client, desk):
    add_rule(desk, "/go/*", "/*")

    assert client.get("/go//evil.example/")["Location"] == "/evil.example/"


def test_a_page_that_exists_is_never_led_away(client, desk):
    make_section()
    add_rule(desk, "/world*", "/elsewhere/")

    assert client.get("/world/").status_code == 200


def test_a_table_goes_out_and_comes_in_again(desk):
    moving.move("/a/", "/b/")
    moving.mark_gone("/العاصفة/")
    desk.get("/a/")
    table = b"".join(desk.get(f"{DESK}/redirect/table/").streaming_content).decode()
    Redirect.objects.all().delete()

    assert table.splitlines()[1].startswith("/a/,/b/,1,20")
    _page, go_on = send(desk, table)
    assert led() == {}
    assert go_on().status_code == 302
    assert led() == {"/a/": "/b/", "/العاصفة/": ""}
    assert Entry.objects.filter(verb="added by a table").count() == 2


def test_a_table_says_first_what_it_changes_and_the_log_keeps_where_it_led(desk):
    moving.move("/a/", "/b/")
    moving.move("/c/", "/d/")

    page, go_on = send(desk, "/a/,/new/\n/c/,/d/\n/e/,/f/\n")

    assert "1 redirect is new." in page
    assert "1 stands here already" in page
    assert "1 leads elsewhere until now, and changes." in page
    assert led() == {"/a/": "/b/", "/c/": "/d/"}
    assert go_on().status_code == 302
    assert led() == {"/a/": "/new/", "/c/": "/d/", "/e/": "/f/"}
    entry = Entry.objects.get(verb="added by a table", label="/a/")
    assert entry.detail == {"was": {"new_path": "/b/"}}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/a/,/b/\n/b/,/a/\n", "Line 2: This path leads back"),
        ("/a/,/b/\n/c/,no-slash\n", "Line 2: A path starts with one slash"),
        ("/a/;/b/\n/a/;/c/\n", "Line 2: The old path stands in this table twice."),
        ("old,new\n", "no line with an old path"),
        ("\udcff", "UTF-8"),
        ("", "empty"),
    ],
)
def test_a_bad_table_is_refused_whole_with_its_lines(desk, text, sentence):
    file = SimpleUploadedFile("old.csv", text.encode("utf-8", "surrogateescape"), "text/csv")

    answer = desk.post(f"{DESK}/redirect/table/in/", {"table": file})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert led() == {}


def test_who_may_not_see_redirects_gets_none(client):
    client.force_login(make_editor())

    for page in ("redirect/", "redirect/table/", "redirect/table/in/", "missing/"):
        assert client.get(f"{DESK}/{page}").status_code == 403


def test_an_address_that_a_reader_did_not_find_is_one_click_from_a_redirect(client, desk):
    page = client.get("/no-such/?name=me").text
    signed = page.partition('data-missing="')[2].partition('"')[0]

    for _ in range(2):
        answer = client.post("/missing/", signed, content_type="text/plain")
        assert answer.status_code == 204
    assert list(Missing.objects.values_list("path", "hits")) == [("/no-such/", 2)]
    listed = desk.get(f"{DESK}/missing/").text
    assert "/desk/redirects/redirect/add/?old_path=%2Fno-such%2F" in listed
    form = desk.get(f"{DESK}/redirect/add/?old_path=%2Fno-such%2F").text
    assert 'value="/no-such/"' in form

    add(desk, "/no-such/", "/world/")
    assert not Missing.objects.exists()


@pytest.mark.parametrize("body", [b"", b"/world/", b"\xff\x00", b"/a/:forged", b"x" * 10_000])
def test_only_addresses_that_a_page_has_signed_are_counted(client, body):
    assert client.post("/missing/", body, content_type="text/plain").status_code == 400
    assert not Missing.objects.exists()


def test_the_list_stays_short_and_keeps_what_most_readers_met(monkeypatch):
    monkeypatch.setattr(missing, "KEPT", 3)
    for path in ("/often/", "/often/", *(f"/once-{number}/" for number in range(9))):
        missing.count(path)
    missing.count("/me@example.org/")

    assert set(Missing.objects.values_list("path", flat=True)) == {
        *("/often/", "/once-7/", "/once-8/")
    }
