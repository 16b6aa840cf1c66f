"""Related posts: hand-picked first, then rare tags, section and age."""

from datetime import timedelta

import pytest

from articles import publishing, related, writing
from articles.content import Content
from articles.models import Article
from articles.templatetags.related import related_posts
from press import clock
from tests.factories import hours_ago, make_editor, make_published_article, make_section

pytestmark = pytest.mark.django_db


def relate_all():
    for article in Article.objects.order_by("pk"):
        related.relate(article)


def test_a_rare_tag_counts_more_than_a_common_one():
    for _ in range(9):
        make_published_article(tags=["news"])
    rare = make_published_article(tags=["otters"], section=make_section("Culture").pk)
    article = make_published_article(tags=["otters", "news"], section=make_section("Sport").pk)
    relate_all()

    assert related_posts(article)[0] == rare


def test_a_picked_article_stands_first():
    picked = make_published_article(section=make_section("Sport").pk, at=hours_ago(24 * 700))
    make_published_article(tags=["otters"])
    article = make_published_article(tags=["otters"], picked_related=[picked.pk])
    relate_all()
    related.relate(picked)

    assert related_posts(article)[0] == picked


def test_of_two_equally_alike_articles_the_newer_is_shown_first():
    old = make_published_article(tags=["otters"], at=hours_ago(24 * 900))
    new = make_published_article(tags=["otters"], at=hours_ago(24))
    article = make_published_article(tags=["otters"])
    relate_all()

    assert related_posts(article) == [new, old]


def test_a_new_article_enters_the_lists_of_those_it_suits():
    old = make_published_article(tags=["otters"])
    related.relate(old)
    new = make_published_article(tags=["otters"])

    related.relate(new)

    assert related_posts(old) == [new]


def test_withdrawn_and_scheduled_articles_are_never_shown():
    withdrawn = make_published_article(tags=["otters"])
    make_published_article(tags=["otters"], at=clock.now() + timedelta(hours=1))
    article = make_published_article(tags=["otters"])
    relate_all()
    publishing.withdraw(withdrawn, by=make_editor(), reason="Wrong.")

    assert related_posts(article) == []


def test_a_scheduled_article_is_shown_from_its_moment_on():
    moment = clock.now() + timedelta(hours=1)
    coming = make_published_article(tags=["otters"], at=moment)
    article = make_published_article(tags=["otters"])
    relate_all()

    with clock.at(moment):
        assert related_posts(article) == [coming]


def test_an_article_that_lost_its_tag_leaves_the_lists():
    article = make_published_article(tags=["otters"], section=make_section("Sport").pk)
    other = make_published_article(tags=["otters"])
    relate_all()
    content = Content(headline="Other", section=other.section_id)
    related.relate(writing.revise(other, content, by=make_editor()))

    assert related_posts(article) == []


def test_a_list_keeps_only_its_best(django_assert_num_queries):
    article = make_published_article(tags=["otters"])
    for _ in range(related.KEPT + 3):
        make_published_article(tags=["otters"])
    relate_all()

    assert article.related_rows.count() == related.KEPT
    with django_assert_num_queries(1):
        related_posts(article)
