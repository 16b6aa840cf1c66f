"""/popular/ by day, week, month and of all time."""

from datetime import timedelta

import pytest

from press import clock
from readership.ranking import rank
from tests.factories import NOON, make_author, make_published_article
from tests.readership.views import count_views

pytestmark = pytest.mark.django_db

PAGES = ["/popular/", "/popular/day/", "/popular/month/", "/popular/all/"]


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_each_list_shows_what_was_read_in_its_time(client):
    today, days_ago, weeks_ago, years_ago = (
        make_published_article(headline=headline, at=NOON - timedelta(days=800))
        for headline in ("Read today", "Read days ago", "Read weeks ago", "Read years ago")
    )
    for article, days in ((today, 0), (days_ago, 4), (weeks_ago, 20), (years_ago, 700)):
        count_views(article, 2 + days, at=NOON - timedelta(days=days))

    with clock.at(NOON):
        rank()
        pages = {path: page_of(client, path) for path in PAGES}

    words = ("today", "days", "weeks", "years")
    shown = {
        path: [word for word in words if f"Read {word}" in page] for path, page in pages.items()
    }
    assert shown == {
        "/popular/day/": ["today"],
        "/popular/": ["today", "days"],
        "/popular/month/": ["today", "days", "weeks"],
        "/popular/all/": ["today", "days", "weeks", "years"],
    }
    assert pages["/popular/all/"].index("Read years") < pages["/popular/all/"].index("Read today")


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_list_says_so_and_the_rule_is_printed_under_it(client, path):
    page = page_of(client, path)

    assert "nothing has been counted yet" in page
    assert "A view counts once per reader and article within half an hour" in page
    assert "made anew every five minutes" in page
    assert page.count('aria-current="page"') >= 1
    assert f'<a href="{path}" aria-current="page">' in page


def test_no_number_of_views_is_shown(client):
    article = make_published_article(at=NOON - timedelta(days=3))
    count_views(article, 4711, at=NOON)

    with clock.at(NOON):
        rank()
        page = page_of(client, "/popular/")

    assert article.headline in page
    assert "4711" not in page
    assert "4,711" not in page


def test_the_list_costs_the_same_queries_for_three_and_for_twenty(
    client, django_assert_max_num_queries
):
    counts = []
    for number in (3, 17):
        for each in range(number):
            author = make_author(f"Writer {number}-{each}")
            at = NOON - timedelta(days=3)
            count_views(make_published_article(at=at, bylines=[author.pk]), 2, at=NOON)
        with clock.at(NOON):
            rank()
            with django_assert_max_num_queries(8) as queries:
                page_of(client, "/popular/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/popular/year/", "/popular/week/", "/popular/0/"])
def test_there_are_no_other_lists(client, path):
    assert client.get(path).status_code == 404
