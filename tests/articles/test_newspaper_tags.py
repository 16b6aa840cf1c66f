"""What pages say about sections, articles and moments."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import engines
from django.utils import timezone

from articles.models import Article
from articles.templatetags import newspaper
from press import clock
from tests.factories import NOON, make_author, make_published_article, make_section


def draw(template, **context):
    return engines["django"].from_string("{% load newspaper %}" + template).render(context)


@pytest.fixture
def noon():
    with clock.at(NOON), timezone.override("Europe/London"):
        yield NOON


def test_the_date_of_the_masthead_is_that_of_the_newsrooms_zone(noon):
    with timezone.override("Pacific/Auckland"):
        date = draw("{% today %}")

    assert date == '<time datetime="2026-11-24">Tuesday, 24 November 2026</time>'


def test_a_teaser_gives_the_time_of_what_is_of_today_and_else_the_date(noon):
    today, before = noon - timedelta(hours=4), noon - timedelta(days=1)

    assert draw("{% teaser_time at %}", at=today) == (
        '<time datetime="2026-11-23T08:00+00:00">08:00</time>'
    )
    assert "2026</time>" in draw("{% teaser_time at %}", at=before)


def test_an_update_of_the_same_day_says_the_time_only(noon):
    after = noon + timedelta(hours=1)

    assert "2026" not in draw("{% moment at after=noon %}", at=after, noon=noon).split(">")[1]
    assert "2026" in draw("{% moment at %}", at=after).split(">")[1]


def test_reading_takes_at_least_a_minute():
    assert newspaper.reading_minutes(Article(body="<p>Short.</p>")) == 1
    assert newspaper.reading_minutes(Article(body="word " * 460)) == 2
    assert newspaper.reading_minutes(Article(body="word " * 461)) == 3


@pytest.mark.django_db
def test_sections_and_their_subsections_cost_one_query(django_assert_num_queries):
    world = make_section("World", position=1)
    make_section("The North", slug="north", parent=world)
    make_section("Sport", position=2)

    with django_assert_num_queries(1):
        top = newspaper.sections()
        addresses = [child.get_absolute_url() for section in top for child in section.children]

    assert [section.name for section in top] == ["World", "Sport"]
    assert addresses == ["/world/north/"]


@pytest.mark.django_db
def test_a_label_stands_before_the_kicker_and_the_kicker_before_the_section():
    sport = make_section("Sport").pk
    plain = make_published_article(section=sport)
    with_kicker = make_published_article(section=sport, kicker="Football")
    paid = make_published_article(section=sport, kicker="Football", label="sponsored")

    assert [newspaper.kicker(each) for each in (plain, with_kicker, paid)] == [
        "Sport",
        "Football",
        "Sponsored",
    ]


@pytest.mark.django_db
def test_names_are_listed_and_escaped():
    names = ["Ingrid Solheim", "A. <b>", "Mateus Ferraz"]
    authors = [make_author(name, slug=f"author-{n}").pk for n, name in enumerate(names)]
    article = make_published_article(bylines=authors, at=datetime(2026, 11, 1, tzinfo=UTC))

    byline = newspaper.byline(article)

    assert byline == (
        "<bdi>Ingrid Solheim</bdi>, <bdi>A. &lt;b&gt;</bdi> and <bdi>Mateus Ferraz</bdi>"
    )
    assert 'href="/authors/author-0/"' in newspaper.linked_byline(article)


def test_an_address_that_leaves_the_page_is_whole(settings):
    settings.SITE_URL = "https://news.example"

    assert newspaper.absolute("/world/") == "https://news.example/world/"
    assert newspaper.absolute("https://media.example/a.jpg") == "https://media.example/a.jpg"
