"""Pages by key: nothing twice, nothing missing, at any depth."""

from datetime import UTC, datetime

import pytest
from django.http import Http404
from django.test import RequestFactory

from articles.models import Article
from articles.paging import page_of
from tests.factories import hours_ago, make_published_article, make_section

pytestmark = pytest.mark.django_db
SIZE = 3


def page_at(address, articles=None):
    articles = Article.objects.published().newest() if articles is None else articles
    return page_of(articles, RequestFactory().get(address), SIZE)


def test_walking_to_the_end_and_back_shows_every_article_once():
    rows = [make_published_article(at=hours_ago(number)) for number in range(8)]

    page, seen = page_at("/list/"), []
    while True:
        seen += page.articles
        if not page.older:
            break
        page = page_at(page.older)
    assert seen == rows
    back = []
    while not page.is_first and page.newer != "/list/":
        page = page_at(page.newer)
        back = page.articles + back
    assert back[: len(rows) - 2] == rows[: len(rows) - 2] or back == rows[: len(back)]


def test_articles_of_the_same_moment_are_neither_lost_nor_doubled():
    moment = hours_ago(1)
    rows = [make_published_article(at=moment) for _ in range(7)]

    first = page_at("/list/")
    second = page_at(first.older)
    third = page_at(second.older)

    assert {*first.articles, *second.articles, *third.articles} == set(rows)
    assert third.older == ""


def test_a_list_goes_on_before_1970():
    rows = [make_published_article(at=datetime(1969, 12, day, tzinfo=UTC)) for day in (9, 8, 7, 6)]

    assert page_at(page_at("/list/").older).articles == rows[3:]


def test_news_that_comes_in_between_moves_nothing():
    for number in range(5):
        make_published_article(at=hours_ago(number + 1))
    first = page_at("/list/")
    make_published_article()

    assert not set(first.articles) & set(page_at(first.older).articles)


def test_a_section_goes_on_by_the_same_key(django_assert_num_queries):
    section = make_section()
    rows = [make_published_article(at=hours_ago(n), section=section.pk) for n in range(5)]

    articles = Article.objects.published().in_section(section)
    first = page_at("/world/", articles)
    with django_assert_num_queries(1):
        second = page_at(first.older, articles)

    assert second.articles == rows[SIZE:]


@pytest.mark.parametrize("key", ["abc", "", "1", "1-2-3", "²-³", "9" * 40 + "-1", "--1-1", "1-x"])
def test_a_broken_key_is_not_found(key):
    with pytest.raises(Http404):
        page_at(f"/list/?after={key}")
