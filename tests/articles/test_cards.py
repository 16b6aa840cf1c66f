"""The rows of lists: kept from page to page, and as exact as the pages."""

from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.template import engines
from django.utils import timezone

from articles.cards import cards, cards_of
from articles.models import Article
from press import clock
from press.pages.keys import gathering, key_of
from press.pages.memory import Memory
from press.pages.parts import kept_in
from tests.factories import make_author, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory():
    memory = Memory(1024 * 1024)
    memory.trusted_until = monotonic() + 3_600
    memory.begin_epoch()
    return memory


def test_a_second_list_loads_only_what_no_list_has_shown(memory, django_assert_num_queries):
    old, new = make_published_article(), make_published_article()
    with kept_in(memory):
        cards_of([old.pk])
        with django_assert_num_queries(2):
            assert cards(Article.objects.published().newest()) == [new, old]
        with django_assert_num_queries(1):
            assert cards(Article.objects.published().newest()) == [new, old]


def test_each_row_has_its_own_keys_and_leaves_with_the_first_that_is_touched(memory):
    authors = [make_author("Ingrid Solheim"), make_author("Mateus Ferraz")]
    articles = [make_published_article(bylines=[author.pk]) for author in authors]
    with kept_in(memory):
        first, second = cards_of([article.pk for article in articles])
        with gathering() as keys:
            cards_of([articles[0].pk])
        assert keys == {key_of(row) for row in (articles[0], articles[0].section, authors[0])}
        memory.forget([key_of(authors[0])])
        again, same = cards_of([article.pk for article in articles])
    assert (again is first, same is second) == (False, True)


def test_it_comes_with_names_and_picture_and_refuses_what_lists_do_not_show(
    django_assert_num_queries,
):
    author = make_author()
    [row] = cards_of([make_published_article(bylines=[author.pk]).pk])
    with django_assert_num_queries(0):
        [byline] = row.bylines.all()
        assert (byline.author.name, byline.author.portrait) == (author.name, None)
        assert row.section.parent is None
        with pytest.raises(FieldFetchBlocked):
            _ = row.body


def test_a_number_that_nobody_has_is_left_out():
    assert cards_of([0]) == []


def test_a_kept_teaser_tells_the_day_when_midnight_has_passed(memory):
    zone = ZoneInfo("UTC")
    article = make_published_article(at=datetime(2026, 3, 1, 22, 0, tzinfo=zone))
    template = engines["django"].from_string(
        '{% load teasers %}{% teaser article meta="time" picture=False deck=False kicker=False %}'
    )

    def told(at: datetime) -> str:
        with kept_in(memory), clock.at(at), timezone.override(zone):
            [row] = cards_of([article.pk])
            return template.render({"article": row})

    evening = told(datetime(2026, 3, 1, 23, 0, tzinfo=zone))
    morning = told(datetime(2026, 3, 2, 6, 0, tzinfo=zone))
    assert "March" not in evening
    assert "March" in morning
