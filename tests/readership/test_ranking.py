"""The ranking: which articles it names, in which order, and when it says that it changed."""

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from articles import publishing
from press import clock
from press.pages.keys import CHANNEL
from readership.models import DayViews, Ranking, Total
from readership.ranking import TOP, rank
from tests.factories import NOON, make_article, make_editor, make_published_article
from tests.readership.views import count_views

LONG_AGO = NOON - timedelta(days=400)


def days_ago(days):
    return NOON - timedelta(days=days)


def ranked_now(kind):
    with clock.at(NOON):
        rank()
    return [row.article for row in Ranking.objects.filter(kind=kind).order_by("position")]


@pytest.fixture
def articles(db):
    return [make_published_article(at=LONG_AGO) for _ in range(3)]


def test_the_week_is_the_last_seven_days(articles):
    first, second, third = articles
    count_views(first, 1, at=days_ago(0))
    count_views(second, 2, at=days_ago(6))
    count_views(third, 9, at=days_ago(8))

    assert ranked_now("week") == [second, first]


def test_of_the_oldest_day_the_share_within_the_window_counts(articles):
    first, second, third = articles
    count_views(first, 4, at=days_ago(7))
    count_views(second, 3, at=days_ago(1))
    count_views(third, 1, at=days_ago(1))

    assert ranked_now("week") == [second, first, third]


@pytest.mark.parametrize(("kind", "days"), [("day", 1), ("month", 30)])
def test_day_and_month_are_windows_too(articles, kind, days):
    first, second, third = articles
    count_views(first, 1, at=days_ago(0))
    count_views(second, 2, at=days_ago(days - 1))
    count_views(third, 9, at=days_ago(days + 1))

    assert ranked_now(kind) == [second, first]


def test_all_time_forgets_nothing(articles):
    first, second, _ = articles
    count_views(first, 3, at=days_ago(399))
    count_views(second, 2, at=days_ago(1))

    assert ranked_now("all") == [first, second]


def test_an_old_article_fades_behind_a_newer_one_with_fewer_views(articles):
    first, second, third = articles
    count_views(first, 9, at=days_ago(120))
    count_views(second, 2, at=days_ago(1))
    count_views(third, 3, at=days_ago(10))

    assert ranked_now("popular") == [third, second, first]


def test_ties_go_to_the_newer_article_each_time(articles):
    for article in articles:
        count_views(article, 2, at=days_ago(1))

    for kind in Ranking.Kind.values:
        assert ranked_now(kind) == articles[::-1]


def test_a_list_ends_at_twenty_and_withdrawn_articles_take_no_place(db):
    editor = make_editor()
    published = [make_published_article(at=LONG_AGO, by=editor) for _ in range(23)]
    for views, article in enumerate(published, start=1):
        count_views(article, views, at=days_ago(1))
    for article in published[-2:]:
        publishing.withdraw(article, by=editor, reason="It was wrong.")

    for kind in Ranking.Kind.values:
        assert ranked_now(kind) == published[20:0:-1]


def test_the_search_for_published_ones_goes_on_behind_many_that_are_not(db):
    editor = make_editor()
    last = make_published_article(at=LONG_AGO)
    Total.objects.create(article=last, views=1, faded=1)
    for _ in range(TOP * 2):
        Total.objects.create(article=make_article(by=editor), views=5, faded=5)

    assert ranked_now("all") == [last]


@pytest.mark.django_db(transaction=True)
def test_a_key_is_touched_only_when_order_or_members_changed():
    first, second = (make_published_article(at=LONG_AGO) for _ in range(2))
    every = {f"list:ranking:{kind}" for kind in Ranking.Kind.values}
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as ears:
        ears.execute(f"LISTEN {CHANNEL}")

        def heard():
            notices = list(ears.notifies(timeout=0.2))
            assert len(notices) <= 1
            return {key for notice in notices for key in notice.payload.split()}

        with clock.at(NOON):
            assert rank() == set()
            assert heard() == set()
            count_views(first, 2, at=NOON)
            assert rank() == set(Ranking.Kind.values)
            assert heard() == every
            count_views(first, 5, at=NOON)
            assert rank() == set()
            assert heard() == set()
            count_views(second, 9, at=days_ago(3))
            assert rank() == {"week", "month", "popular", "all"}
            assert heard() == every - {"list:ranking:day"}


@pytest.mark.django_db(transaction=True)
def test_a_ranking_that_is_rolled_back_touches_nothing():
    article = make_published_article(at=LONG_AGO)
    count_views(article, 2, at=NOON)
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as ears:
        ears.execute(f"LISTEN {CHANNEL}")
        with transaction.atomic(), clock.at(NOON):
            rank()
            transaction.set_rollback(True)

        assert list(ears.notifies(timeout=0.2)) == []
    assert not Ranking.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "hour", "position": 1},
        {"kind": "week", "position": 0},
    ],
)
def test_the_database_refuses_a_place_that_cannot_be(articles, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ranking.objects.create(article=articles[0], **row)


def test_an_article_stands_in_a_ranking_once_and_a_place_holds_one(articles):
    first, second, _ = articles
    Ranking.objects.create(kind="week", position=1, article=first)

    for position, article in ((1, second), (2, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ranking.objects.create(kind="week", position=position, article=article)


def test_views_are_never_none_or_less(articles):
    for row in (
        DayViews(article=articles[0], day=NOON.date(), views=0),
        Total(article=articles[0], views=0, faded=1),
        Total(article=articles[0], views=1, faded=float("inf")),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
