"""An article that stays on top of its section's page until a moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import publishing, timing
from articles.publishing import NotNow
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from tests.factories import (
    hours_ago,
    make_article,
    make_author_login,
    make_editor,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return make_section("World")


@pytest.fixture
def articles(world):
    """Twenty-three in one section, the newest first: a page and three."""
    return [
        make_published_article(headline=f"Story {n}.", section=world.pk, at=hours_ago(n + 1))
        for n in range(23)
    ]


def shown(client, address="/world/"):
    """The articles of the list on a page, in their order."""
    page = client.get(address)
    return [article.headline for article in page.context["page"].articles]


def test_it_stands_first_and_not_twice_on_the_first_page_only(client, articles):
    timing.keep_on_top(articles[4], by=make_editor(), at=clock.now() + HOUR)

    first = shown(client)
    assert first[:3] == ["Story 4.", "Story 0.", "Story 1."]
    assert first.count("Story 4.") == 1
    older = client.get(client.get("/world/").context["page"].older).context["page"]
    assert [row.headline for row in older.articles] == ["Story 21.", "Story 22."]
    # The links of its further pages show it where it came out.
    newer = shown(client, older.newer)
    assert newer.index("Story 4.") == newer.index("Story 3.") + 1


def test_an_old_article_comes_to_the_top_and_nothing_is_lost_between_the_pages(client, articles):
    timing.keep_on_top(articles[22], by=make_editor(), at=clock.now() + HOUR)

    first = client.get("/world/").context["page"]
    headlines = [row.headline for row in first.articles]
    assert headlines == ["Story 22.", *(f"Story {n}." for n in range(20))]
    assert shown(client, first.older) == ["Story 20.", "Story 21.", "Story 22."]


def test_it_ends_in_its_second_and_the_clock_says_so(client, articles):
    end = clock.now() + HOUR
    article = timing.keep_on_top(articles[4], by=make_editor(), at=end)
    moment = Moment.objects.waiting().get(act="articles.leave_the_top")
    assert moment.due_at == end
    assert f"list:section:{article.section_id}" in moment.keys

    with clock.at(end - timedelta(microseconds=1)):
        assert shown(client)[0] == "Story 4."
    with clock.at(end):
        assert shown(client)[0] == "Story 0."
        sweep()
    verbs = list(Entry.objects.about(article).values_list("verb", flat=True))[:2]
    assert verbs == ["left the top of its section", "put on top of its section"]


def test_it_can_be_taken_down_by_hand(client, articles):
    editor = make_editor()
    timing.keep_on_top(articles[4], by=editor, at=clock.now() + HOUR)
    timing.take_from_top(articles[4], by=editor)

    assert shown(client)[0] == "Story 0."
    assert not Moment.objects.waiting().filter(act="articles.leave_the_top").exists()
    with pytest.raises(NotNow):
        timing.take_from_top(articles[4], by=editor)


def test_a_withdrawn_article_leaves_the_top_and_a_scheduled_one_comes_to_it(client, articles):
    editor = make_editor()
    coming = make_published_article(headline="Coming.", at=clock.now() + HOUR)
    timing.keep_on_top(coming, by=editor, at=clock.now() + 3 * HOUR)
    timing.keep_on_top(articles[4], by=editor, at=clock.now() + 3 * HOUR)
    publishing.withdraw(articles[4], by=editor, reason="Wrong.")

    assert shown(client)[0] == "Story 0."
    with clock.at(clock.now() + 2 * HOUR):
        assert shown(client)[0] == "Coming."


def test_only_editors_may_and_only_of_what_readers_see(articles):
    end = clock.now() + HOUR
    author = make_author_login()
    with pytest.raises(PermissionDenied):
        timing.keep_on_top(make_published_article(by=author), by=author, at=end)
    with pytest.raises(NotNow):
        timing.keep_on_top(make_article(), by=make_editor(), at=end)
    with pytest.raises(ValidationError):
        timing.keep_on_top(articles[0], by=make_editor(), at=clock.now() - HOUR)
    late = make_published_article(at=end + HOUR)
    with pytest.raises(ValidationError, match="before the article is public"):
        timing.keep_on_top(late, by=make_editor(), at=end)


def test_a_section_page_costs_one_query_more_with_an_article_on_top(
    client, articles, django_assert_num_queries
):
    # Breaking news and advertisements are among them, which a server knows by heart.
    with django_assert_num_queries(10):
        client.get("/world/")
    timing.keep_on_top(articles[4], by=make_editor(), at=clock.now() + HOUR)
    with django_assert_num_queries(11):
        client.get("/world/")
