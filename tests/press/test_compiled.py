"""Compiled querysets: the same rows as the queryset, for other values and at another moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.db import models

from articles.models import Article, Byline
from articles.querysets import LIST_KEY
from press import clock
from press.compiled import Compiled, Slot
from press.pages.keys import gathering, key_of
from tests.factories import NOON, make_author, make_published_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_section():
    return Compiled(
        lambda: (
            Article.objects.published()
            .filter(section=Slot("section"))
            .select_related("section")
            .order_by("pk")
        )
    )


def test_it_answers_for_each_value(in_section):
    world, sport = make_section("World"), make_section("Sport")
    articles = [make_published_article(section=pk) for pk in (world.pk, sport.pk, world.pk)]

    assert in_section(section=world.pk) == [articles[0], articles[2]]
    assert in_section(section=sport.pk) == [articles[1]]
    assert in_section(section=0) == []


def test_it_compares_with_the_clock_of_the_moment(in_section):
    with clock.at(NOON):
        article = make_published_article(at=NOON + timedelta(hours=1))
        assert in_section(section=article.section_id) == []
    with clock.at(NOON + timedelta(hours=1)):
        assert in_section(section=article.section_id) == [article]


def test_it_costs_one_query_with_what_is_related(in_section, django_assert_num_queries):
    article = make_published_article()
    with django_assert_num_queries(1):
        (found,) = in_section(section=article.section_id)
        assert found.section.name == "World"
        assert found.headline == article.headline


def test_the_keys_of_all_rows_are_gathered(in_section):
    article = make_published_article()
    with gathering() as keys:
        in_section(section=article.section_id)
    assert keys == {key_of(article), key_of(article.section)}


def test_the_set_keys_of_the_queryset_are_gathered_whenever_it_is_asked():
    newest = Compiled(lambda: Article.objects.published().newest())
    for _ in range(2):
        with gathering() as keys:
            newest()
        assert keys == {LIST_KEY}


def test_what_is_missing_stays_missing_and_what_is_deferred_is_refused():
    byline = make_published_article(bylines=[make_author().pk]).bylines.get()
    bylines = Compiled(
        lambda: (
            Byline.objects.filter(article=Slot("article"))
            .select_related("author__portrait")
            .only("author__name", "author__portrait")
            .fetch_mode(models.FETCH_RAISE)
        )
    )
    (found,) = bylines(article=byline.article_id)

    assert found.author.portrait is None
    with pytest.raises(FieldFetchBlocked):
        str(found.author.biography)
