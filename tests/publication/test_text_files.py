"""robots.txt, security.txt, ads.txt and humans.txt, as they are written at the desk."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from press import clock
from press.clock.models import Moment
from press.pages.keys import gathering, key_of
from publication.models import TextFile
from publication.text_files import FILES_KEY
from tests.factories import make_administrator, make_editor
from tests.press.pages.desk_hand import save_at_desk

pytestmark = pytest.mark.django_db
SOON = datetime(2027, 6, 30, 12, 0, tzinfo=UTC)
SECURITY = "Contact: mailto:security@news.example\nExpires: 2027-06-30T12:00:00Z"


@pytest.fixture
def desk():
    desk = Client()
    desk.force_login(make_administrator())
    desk.get(reverse("admin:publication_textfile_changelist"))  # All four are there now.
    return desk


def write(desk, name, text):
    """Save a file at the desk; return the complaint, "" if there is none."""
    row = TextFile.objects.get(name=name)
    address = reverse("admin:publication_textfile_change", args=[row.pk])
    answer = desk.post(address, {"text": text})
    if answer.status_code == 302:
        return ""
    form = answer.context["adminform"].form
    assert form["text"].value() == text  # Nothing typed is lost.
    return " ".join(form.errors["text"])


def test_robots_may_read_all_but_the_desk_before_anybody_wrote_a_word(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert "Disallow: /desk/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Sitemap: http://testserver/news-sitemap.xml" in lines


@pytest.mark.parametrize("path", ["/ads.txt", "/humans.txt", "/.well-known/security.txt"])
def test_the_others_are_not_there_until_they_are_written(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("robots.txt", "/robots.txt", "User-agent: *\nDisallow: /drafts/\n\n# Good night."),
        ("ads.txt", "/ads.txt", "# Us\nads.example, pub-1, DIRECT, f08c47\ncontact=a@b.example"),
        ("humans.txt", "/humans.txt", "Ingrid & Mateus, <in> Kesset"),
        ("security.txt", "/.well-known/security.txt", SECURITY),
        ("security.txt", "/security.txt", SECURITY),
    ],
)
def test_what_was_written_is_served_word_for_word(client, desk, name, path, text):
    assert write(desk, name, text) == ""

    assert client.get(path).content.decode() == f"{text}\n"


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        (
            "robots.txt",
            "User-agent: *\nDisallow /drafts/",
            "Line 2, “Disallow /drafts/”, is",
        ),
        (
            "ads.txt",
            "ads.example, pub-1, DIRECTLY",
            "Line 1, “ads.example, pub-1, DIRECTLY”, names",
        ),
        ("security.txt", "Expires: 2027-06-30T12:00:00Z", "Say where a weakness can be reported"),
        ("security.txt", SECURITY.replace("mailto:", ""), "Say where a weakness can be reported"),
        ("security.txt", SECURITY.replace("2027", "2007"), "Say in one line until when this holds"),
        ("security.txt", SECURITY.replace("Z", ""), "Say in one line until when this holds"),
        ("security.txt", f"{SECURITY}\n{SECURITY}", "Say in one line until when this holds"),
        ("security.txt", "Nonsense", "Line 1, “Nonsense”, is no rule"),
    ],
)
def test_what_programs_would_not_understand_is_refused_in_a_sentence(desk, name, text, complaint):
    assert complaint in write(desk, name, text)
    assert TextFile.objects.get(name=name).text == ""


def test_an_expired_security_txt_is_taken_away_by_the_clock(client, desk):
    write(desk, "security.txt", SECURITY)
    row = TextFile.objects.get(name="security.txt")
    with gathering() as keys:
        client.get("/security.txt")

    moment = Moment.objects.get(name="security.txt")
    assert (moment.due_at, moment.keys) == (SOON, [key_of(row)])
    assert key_of(row) in keys
    with clock.at(SOON + timedelta(seconds=1)):
        assert client.get("/security.txt").status_code == 404


def test_a_file_that_appears_or_goes_changes_the_finished_page(client, desk):
    with gathering() as before:
        client.get("/robots.txt")
    row = TextFile.objects.get(name="robots.txt")

    assert {FILES_KEY, key_of(row)} <= before
    save_at_desk(desk, row, text="User-agent: *\nDisallow: /x/")
    assert "Disallow: /x/" in client.get("/robots.txt").content.decode()
    save_at_desk(desk, row, text="")
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()


def test_only_who_runs_the_newspaper_may_write_them(desk):
    row = TextFile.objects.get(name="robots.txt")
    editor = Client()
    editor.force_login(make_editor())

    assert (
        editor.get(reverse("admin:publication_textfile_change", args=[row.pk])).status_code == 403
    )


def test_the_key_of_indexnow_is_proved_by_its_file(client, settings):
    assert client.get("/0123456789abcdef.txt").status_code == 404
    settings.INDEXNOW_KEY = "0123456789abcdef"

    assert client.get("/0123456789abcdef.txt").content == b"0123456789abcdef"
    assert client.get("/0123456789abcdee.txt").status_code == 404
