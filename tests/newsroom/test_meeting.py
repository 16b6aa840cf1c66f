"""Two people in one form of the desk, whatever it changes: nobody's words are overwritten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from adverts.models import Advert
from articles.models import EmbedCard, Snippet
from comments.models import CommentSettings
from images import uploading
from press import clock
from press.history.models import Entry
from press.redirects.models import Redirect, Rule
from publication.models import Publication, StandingPage, TextFile
from tags.models import Tag
from tests.factories import make_author, make_editor, make_section, make_user
from tests.images.pictures import upload_of

pytestmark = pytest.mark.django_db


def make_image():
    return uploading.upload(upload_of(), by=make_editor(), alt="A quay.", credit="Elin Vass")


def make_advert():
    now = clock.now().replace(microsecond=0)
    facts = {
        "place": Advert.Place.choices[0][0],
        "advertiser": "Nets & Co",
        "picture": make_image(),
    }
    facts |= {"address": "https://example.org/", "begins_at": now, "ends_at": now}
    return Advert.objects.create(**(facts | {"ends_at": now + timedelta(days=7)}))


def make_page():
    facts = {"title": "About", "slug": "about", "changed_at": clock.now()}
    return StandingPage.objects.create(body="<p>Who we are.</p>", **facts)


# A row, the field that two people change, and another that only one of them does.
ROWS = {
    "section": (lambda: make_section(description="One.\nTwo."), "description", "name"),
    "author": (make_author, "biography", "role"),
    "tag": (lambda: Tag.objects.create(name="Nets", slug="nets"), "description", "name"),
    "standing page": (make_page, "body", "title"),
    "text file": (lambda: TextFile.objects.create(name="humans.txt", text="Elin"), "text", None),
    "snippet": (lambda: Snippet.objects.create(name="A", body="<p>B.</p>"), "body", "name"),
    "card": (
        lambda: EmbedCard.objects.create(address="https://example.org/v", title="Nets"),
        "text",
        "title",
    ),
    "redirect": (
        lambda: Redirect.objects.create(old_path="/a/", new_path="/b/", made_at=clock.now()),
        "new_path",
        None,
    ),
    "rule": (
        lambda: Rule.objects.create(old_pattern="/a/*", new_pattern="/b/", position=1),
        "new_pattern",
        "position",
    ),
    "newspaper": (lambda: Publication.objects.current(), "tagline", "name"),
    "replies": (lambda: CommentSettings.objects.get_or_create(pk=1)[0], "expected", None),
    "picture": (make_image, "caption", "alt"),
    "advertisement": (make_advert, "advertiser", "address"),
    "person": (lambda: make_user("author"), "first_name", "last_name"),
}
WORDS = {"new_path": ("/ours/", "/theirs/"), "new_pattern": ("/ours/", "/theirs/")}
WORDS |= {"body": ("<p>Ours, once more.</p>", "<p>Theirs.</p>")}


@pytest.fixture(params=ROWS)
def form(request, client, admin_client, settings, tmp_path):
    """The form of one row as a browser has it: `form.open()`, `form.send(words)`."""
    settings.MEDIA_ROOT = tmp_path
    make, field, other = ROWS[request.param]
    return Form(admin_client, make(), field, other)


class Form:
    def __init__(self, client, row, field, other):
        self.client, self.row, self.field, self.other = client, row, field, other
        meta = row._meta
        self.address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        self.mine, self.theirs = WORDS.get(field, ("Ours, once more", "Theirs"))

    def open(self):
        return self.read(self.client.get(self.address))

    def read(self, page):
        form = html.fromstring(page.content.decode()).get_element_by_id(
            f"{self.row._meta.model_name}_form"
        )
        words = {}
        for name, value in form.form_values():
            # As a browser sends it: lxml keeps the line break that opens a textarea.
            value = value.removeprefix("\n").replace("\n", "\r\n")
            words.setdefault(name, []).append(value)
        return words

    def send(self, words, **typed):
        return self.client.post(self.address, words | typed)

    def now(self, name):
        self.row.refresh_from_db()
        return str(getattr(self.row, name)).replace("\r\n", "\n")


def test_a_second_save_of_an_older_row_is_refused_with_both_texts(form):
    mine = form.open()
    assert form.send(form.open(), **{form.field: form.theirs}).status_code == 302

    refused = form.send(mine, **{form.field: form.mine})

    assert refused.status_code == 200
    assert form.now(form.field) == form.theirs
    [dispute] = refused.context["adminform"].form.disputes
    assert (dispute.theirs, dispute.mine) == tuple(
        text.replace("<p>", "").replace("</p>", "\n") if text.startswith("<") else text
        for text in (form.theirs, form.mine)
    )
    again = form.read(refused)
    assert again[form.field] == [form.mine]
    assert form.send(again).status_code == 302
    assert form.now(form.field) == form.mine


def test_who_takes_the_other_text_finds_the_own_one_in_the_log(form):
    mine = form.open()
    form.send(form.open(), **{form.field: form.theirs})
    again = form.read(form.send(mine, **{form.field: form.mine}))

    assert form.send(again, **{f"take-{form.field}": "theirs"}).status_code == 302

    assert form.now(form.field) == form.theirs
    entry = Entry.objects.about(form.row).get(verb="gave up words")
    assert "Ours" in entry.detail[form.field] or "ours" in entry.detail[form.field]


def test_what_only_one_of_them_changed_merges(form):
    if form.other is None:
        return
    mine = form.open()
    form.send(form.open(), **{form.other: "3" if form.other == "position" else "https://x.org/"})
    theirs = form.now(form.other)

    assert form.send(mine, **{form.field: form.mine}).status_code == 302

    assert (form.now(form.field), form.now(form.other)) == (form.mine, theirs)


def test_who_typed_nothing_takes_nothing_away(form):
    before, was = form.open(), form.now(form.field)
    assert form.send(form.open()).status_code == 302
    assert form.now(form.field) == was
    form.send(form.open(), **{form.field: form.theirs})

    answer = form.send(before)

    assert answer.status_code == 302
    assert form.now(form.field) == form.theirs
