"""Reader pages, through the client: what they show, what they cost, what they never do."""

import unicodedata
from datetime import timedelta

import pytest

from articles import publishing
from articles.models import Article, Section
from press import clock
from publication.models import MenuLine, Publication, StandingPage
from tests.factories import (
    NOON,
    hours_ago,
    make_article,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """A small newspaper: 3 sections, 2 authors, 12 articles."""
    sections = [make_section(name, position=n) for n, name in enumerate(["World", "Sport", "Art"])]
    authors = [make_author("Ingrid Solheim").pk, make_author("Mateus Ferraz").pk]
    return [
        make_published_article(
            headline=f"Story {number}",
            section=sections[number % 3].pk,
            bylines=authors[: 1 + number % 2],
            tags=["Arctic", f"tag {number % 4}"],
            at=hours_ago(number + 1),
        )
        for number in range(12)
    ]


def addresses(article):
    return [
        "/",
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        article.tags.first().get_absolute_url(),
        article.bylines.first().author.get_absolute_url(),
        f"/{article.date:%Y}/",
        f"/{article.date:%Y/%m}/",
        f"/{article.date:%Y/%m/%d}/",
        "/search/?q=story",
        "/popular/",
    ]


def test_every_reader_page_costs_at_most_eight_queries(
    client, paper, django_assert_max_num_queries
):
    for address in addresses(paper[0]):
        # And whether a change is due, and what the breaking news is: a process that hears the
        # database asks that once.
        with django_assert_max_num_queries(8 + 2):
            assert client.get(address).status_code == 200, address


def test_lists_cost_the_same_for_3_and_for_30_articles(client, django_assert_max_num_queries):
    costs = []
    for number in (3, 27):
        for n in range(number):
            article = make_published_article(tags=["Arctic"], at=hours_ago(n + 1))
        costs.append([])
        for address in addresses(article)[2:]:
            with django_assert_max_num_queries(8 + 1) as queries:  # With the breaking news.
                client.get(address)
            costs[-1].append(len(queries))

    assert costs[0] == costs[1]


def test_reader_pages_set_no_cookie_and_hold_no_token(client, paper):
    for address in addresses(paper[0]):
        response = client.get(address)
        page = response.content.decode()
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "csrfmiddlewaretoken" not in page
        assert "nonce" not in response["Content-Security-Policy"]


def test_the_same_page_is_the_same_bytes_for_everybody(client, paper):
    address = paper[0].get_absolute_url()
    first = client.get(address).content
    client.force_login(make_editor())

    assert client.get(address).content == first


def test_the_article_page_shows_every_part_of_the_seed(client, paper):
    article = paper[0]
    Publication.objects.update(name="The Meridian")

    page = client.get(article.get_absolute_url()).content.decode()

    for part in (
        "The Meridian",
        "Story 0",
        "Ingrid Solheim",
        "Arctic",
        "Discover more from The Meridian",
        "Subscribe to get the latest posts sent to your email.",
        "Leave a reply",
    ):
        assert part in page, part


def test_the_date_in_the_masthead_is_todays_in_the_newsrooms_zone(client):
    Publication.objects.current()
    Publication.objects.update(time_zone="Pacific/Auckland")
    with clock.at(NOON):
        page = client.get("/").content.decode()

    assert "Tuesday, 24 November 2026" in page or "Tuesday 24 November 2026" in page


def test_a_draft_has_no_address_and_a_scheduled_article_is_not_found_before_its_moment(client):
    with clock.at(NOON):
        article = publishing.publish(
            make_article(), by=make_editor(), at=NOON + timedelta(minutes=1)
        )
        assert client.get(article.get_absolute_url()).status_code == 404
    with clock.at(NOON + timedelta(minutes=1)):
        assert client.get(article.get_absolute_url()).status_code == 200


def test_a_withdrawn_article_answers_410_with_its_reason_and_leaves_all_lists(client):
    article = make_published_article(headline="Otters doubled")
    publishing.withdraw(article, by=make_editor(), reason="Two rivers were counted twice.")

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "Two rivers were counted twice." in response.content.decode()
    assert "Otters doubled" not in client.get("/").content.decode()


def test_articles_in_any_script_are_read_back_at_their_address(client):
    for headline in ("العاصفة تصل", "🎉🎉", "Donaudampfschifffahrtsgesellschaftskapitän", "हिन्दी"):
        article = make_published_article(headline=headline)
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200
        assert headline in response.content.decode().replace("­", "")


@pytest.mark.parametrize(
    "address",
    [
        "/world/?after=abc",
        "/world/?before=%F0%9F%8E%89",
        "/2026/13/",
        "/2026/02/30/",
        "/2026/11/23/no-such-story/",
        "/0000/",
        "/0001/01/",
        "/9999/",
        "/9999/12/31/",
        "/tags/none/",
        "/authors/none/",
        "/nothing/",
        "/world/nothing/",
        "/search/?q=a&after=abc",
        "/comments/999999999999999999999/",
        "/popular/century/",
    ],
)
def test_what_does_not_exist_answers_404_with_a_page_that_helps(client, address):
    make_published_article()

    response = client.get(address)

    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("address", ["/%00/", "/world/?after=%00", "/tags/a%00b/"])
def test_a_nul_byte_in_an_address_is_refused_with_a_sentence(client, address):
    make_published_article()

    response = client.get(address)

    assert response.status_code == 400
    assert "Check what you pasted" in response.content.decode()


def test_a_missing_slash_at_the_end_is_one_step(client):
    make_section()

    response = client.get("/world")

    assert (response.status_code, response["Location"]) == (301, "/world/")


def test_a_standing_page_and_its_menu_line(client):
    publication = Publication.objects.current()
    page = StandingPage.objects.create(
        title="Imprint", slug="imprint", body="<p>Published by us.</p>", changed_at=clock.now()
    )
    MenuLine.objects.create(publication=publication, label="Who we are", page=page)

    assert "Published by us." in client.get("/imprint/").content.decode()
    assert '<a href="/imprint/">Who we are</a>' in client.get("/").content.decode()


def test_an_empty_newspaper_and_one_with_a_single_article_are_composed(client):
    assert client.get("/").status_code == 200
    make_published_article(headline="The only story")

    assert "The only story" in client.get("/").content.decode()


def test_no_story_stands_twice_on_the_front_page(client, paper):
    page = client.get("/").content.decode()

    for article in Article.objects.all():
        assert page.count(f'href="{article.get_absolute_url()}"') <= 1


def test_the_menu_holds_the_sections_that_want_it(client):
    make_section("World")
    make_section("Hidden", in_menu=False)
    make_published_article()

    menu = client.get("/").content.decode().split("<main")[0]

    assert ">World</a>" in menu
    assert ">Hidden</a>" not in menu
    assert Section.objects.count() == 2


def test_a_preview_is_the_article_page_and_is_never_kept(client):
    editor = make_editor()
    article = make_article(headline="Not yet public", by=editor)
    client.force_login(editor)

    response = client.get(article.get_absolute_url())

    assert "Not yet public" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "data-seen" not in response.content.decode()


def test_an_address_in_decomposed_letters_is_the_same_address(client):
    article = make_published_article(headline="Café")
    decomposed = unicodedata.normalize("NFD", article.get_absolute_url())

    assert client.get(decomposed).status_code == 200


def test_an_address_in_the_digits_of_another_script_is_none(client):
    article = make_published_article()
    address = article.get_absolute_url().replace("2026", "٢٠٢٦")

    assert client.get(address).status_code == 404


def test_a_page_takes_no_other_method_than_reading(client):
    for method in (client.post, client.put, client.delete):
        assert method("/").status_code == 405
