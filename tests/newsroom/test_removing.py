"""Removing at the desk: it says what is lost and how much, and refuses what readers would miss."""

import pytest
from django.urls import reverse

from articles.models import Author, Section, Snippet
from press import clock
from press.history.models import Entry
from press.redirects import moving
from press.redirects.models import Redirect
from publication.models import MenuLine, Publication, StandingPage
from tags.models import Tag
from tests.factories import make_administrator, make_author, make_published_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_administrator())
    return client


def asking(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])


def make_page():
    page = StandingPage.objects.create(
        title="About", slug="about", body="<p>Who we are.</p>", changed_at=clock.now()
    )
    paper, header = Publication.objects.current(), MenuLine.Place.HEADER
    MenuLine.objects.create(publication=paper, page=page, place=header)
    return page


def test_a_tag_says_how_many_articles_lose_it_and_asks_the_same_of_any_number(
    desk, django_assert_max_num_queries
):
    for _number in range(3):
        make_published_article(tags=["Ice"])
    tag = Tag.objects.get(name="Ice")

    with django_assert_max_num_queries(12):
        page = desk.get(asking(tag)).content.decode()

    assert "3 articles lose it" in page
    assert f"{tag.get_absolute_url()} are told that the page is gone (410)" in page
    Tag.objects.filter(pk=tag.pk).update(description="Frozen water.")
    desk.post(asking(tag), {"post": "yes"})
    assert desk.get(tag.get_absolute_url()).status_code == 410
    entry = Entry.objects.about(tag).get(verb="deleted")
    assert entry.detail == {"articles": 3, "was": {"description": "Frozen water."}}


@pytest.mark.parametrize("make", [make_section, make_author])
def test_what_readers_would_miss_is_refused_with_the_number_of_articles(desk, make):
    make_published_article()
    row = make()

    page = desk.get(asking(row)).content.decode()
    desk.post(asking(row), {"post": "yes"})

    assert "1 article " in page
    assert 'name="post"' not in page
    assert type(row).objects.filter(pk=row.pk).exists()
    assert desk.get(row.get_absolute_url()).status_code == 200


def test_several_are_refused_together_if_one_of_them_is_needed(desk):
    make_published_article()
    spare, needed = make_author("Elin Vass"), make_author()
    chosen = {"action": "delete_selected", "_selected_action": [spare.pk, needed.pk]}
    address = reverse("admin:articles_author_changelist")

    page = desk.post(address, chosen).content.decode()
    desk.post(address, chosen | {"post": "yes"})

    assert f"{needed}: 1 article names them" in page
    assert Author.objects.filter(pk__in=[spare.pk, needed.pk]).count() == 2


def test_several_say_how_many_they_are_and_which_somebody_else_took(desk, monkeypatch):
    rows = [make_author(name) for name in ("Elin Vass", "Ida Kern", "Jon Berg")]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    address = reverse("admin:articles_author_changelist")
    assert "3 are removed for good" in desk.post(address, chosen).content.decode()
    rows[0].delete()

    def taken_in_between(author):  # By somebody else, after the desk has found it.
        Author.objects.filter(pk=rows[1].pk).delete()
        return author.name

    monkeypatch.setattr(Author, "__str__", taken_in_between)
    page = desk.post(address, chosen | {"post": "yes"}, follow=True).content.decode()

    assert not Author.objects.filter(pk__in=[row.pk for row in rows]).exists()
    assert "1 is removed." in page
    assert "2 were removed by somebody else meanwhile." in page


@pytest.mark.parametrize(
    ("make", "said", "words"),
    [
        (lambda: make_section("Ice", description="Of ice."), "is gone (410)", "Of ice."),
        (lambda: make_author("Elin Vass", biography="Born."), "is gone (410)", "Born."),
        (make_page, "1 line of the menus goes with it", "<p>Who we are.</p>"),
        (
            lambda: Snippet.objects.create(name="Thanks", body="<p>Thank you.</p>"),
            "Texts that hold its words keep them",
            "<p>Thank you.</p>",
        ),
        (lambda: moving.lead("/old/", "/new/"), "0 came until now", "/new/"),
    ],
)
def test_the_words_of_what_is_removed_stay_in_the_log_and_its_page_says_so(desk, make, said, words):
    row = make()

    assert said in desk.get(asking(row)).content.decode()
    assert desk.post(asking(row), {"post": "yes"}).status_code == 302

    assert not type(row).objects.filter(pk=row.pk).exists()
    entry = Entry.objects.about(row).get(verb="deleted")
    assert words in entry.detail["was"].values()
    if hasattr(row, "get_absolute_url"):
        assert desk.get(row.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("make", [make_author, make_page, lambda: make_section("Ice")])
def test_a_changed_address_leads_on_with_its_feeds_and_is_freed_by_a_new_row(desk, make):
    row = make()
    old = row.get_absolute_url()
    model = row._meta
    change = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[row.pk])
    name = "title" if isinstance(row, StandingPage) else "name"
    typed = {name: str(row), "slug": "new-address", "position": "0"}
    typed |= {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}

    assert desk.post(change, typed).status_code == 302

    row = type(row).objects.get(pk=row.pk)
    assert desk.get(old)["Location"] == row.get_absolute_url()
    if isinstance(row, (Author, Section)):
        assert desk.get(old + "feed/")["Location"] == row.get_absolute_url() + "feed/"
    desk.post(asking(row), {"post": "yes"})
    assert desk.get(old).status_code == 410
    assert Redirect.objects.filter(old_path=old, new_path="").exists()
