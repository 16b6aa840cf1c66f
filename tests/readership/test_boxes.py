"""The two boxes that stand on every page."""

from datetime import timedelta

import pytest
from django.template import engines

from articles import publishing
from press import clock
from press.pages.keys import gathering, key_of
from readership.ranking import rank
from readership.templatetags.reading import rankings
from tests.factories import NOON, make_editor, make_published_article
from tests.readership.views import count_views

pytestmark = pytest.mark.django_db

BOXES = """
{% load reading %}{% rankings as rankings %}
{% include "readership/_top_five.html" with articles=rankings.week only %}
{% include "readership/_popular.html" with articles=rankings.popular only %}
"""


def draw():
    return engines["django"].from_string(BOXES).render()


@pytest.fixture
def articles():
    """Fourteen articles, the first the most read."""
    editor = make_editor()
    at = NOON - timedelta(days=3)
    made = [make_published_article(at=at, by=editor, kicker=f"Word {n}") for n in range(14)]
    for views, article in enumerate(reversed(made), start=1):
        count_views(article, views, at=NOON)
    with clock.at(NOON):
        rank()
        yield made


def test_top_five_are_five_and_popular_are_six_others(articles):
    boxes = rankings()

    assert boxes.week == articles[:5]
    assert boxes.popular == articles[5:11]


def test_both_boxes_cost_one_query_drawn_and_all(articles, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = draw()

    assert page.count("<li>") == 5
    assert page.count("tease--line") == 6
    assert "Top 5 This Week" in page
    assert "Popular Articles" in page
    assert f'<a href="{articles[0].get_absolute_url()}">{articles[0].headline}</a>' in page
    assert '<span class="kicker">Word 5</span>' in page


def test_nothing_is_drawn_when_nothing_was_read():
    assert draw().strip() == ""


def test_an_article_without_a_kicker_stands_under_its_section():
    article = make_published_article(at=NOON - timedelta(days=3))
    section = article.section.name
    others = [make_published_article(at=NOON - timedelta(days=3)) for _ in range(5)]
    for other in others:
        count_views(other, 2, at=NOON)
    count_views(article, 1, at=NOON)

    with clock.at(NOON):
        rank()
        assert f'<span class="kicker">{section}</span>' in draw()


def test_a_withdrawn_article_leaves_both_boxes_at_once_and_returns_when_restored(articles):
    editor = make_editor()
    first, popular = articles[0], articles[5]

    for article in (first, popular):
        publishing.withdraw(article, by=editor, reason="It was wrong.")

    left = [article for article in articles if article not in (first, popular)]
    assert rankings().week == left[:5]
    assert rankings().popular == left[5:11]

    publishing.restore(first, by=editor)

    assert rankings().week == [first, *articles[1:5]]


def test_the_page_knows_the_keys_of_both_lists_and_of_an_article_that_is_hidden(articles):
    publishing.withdraw(articles[0], by=make_editor(), reason="It was wrong.")

    with gathering() as keys:
        draw()

    assert {"list:ranking:week", "list:ranking:popular"} <= keys
    assert {key_of(article) for article in articles[:11]} <= keys
    assert key_of(articles[5].section) in keys


def test_a_headline_is_text_and_nothing_else():
    at = NOON - timedelta(days=3)
    article = make_published_article(at=at, headline="<b>“5 < 6”</b> & more")
    count_views(article, 1, at=NOON)

    with clock.at(NOON):
        rank()
        assert "&lt;b&gt;“5 &lt; 6”&lt;/b&gt; &amp; more" in draw()
