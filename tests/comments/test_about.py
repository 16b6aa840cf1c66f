"""The page that tells readers how their replies are moderated, and what came of it."""

import re
from datetime import date, timedelta

import pytest

from comments import figures, moderation, months
from comments.models import Day
from press import clock
from press.pages.keys import gathering
from tests.comments.facts import make_comment, make_open_article, set_rules
from tests.comments.test_moderation import heard
from tests.factories import NOON, make_moderator

pytestmark = pytest.mark.django_db
ABOUT = "/comments/about/"
TODAY = date(2026, 11, 23)


def page(client):
    response = client.get(ABOUT)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_rules_that_hold_are_said_in_words_and_their_lists_are_not(client):
    set_rules(expected="Attack no person.", links_at_most=3, closes_after_days=14)
    quiet = page(client)

    set_rules(held_words="cowards", refused_words="idiot", hold_newcomers=True, bad_record=60)
    told = page(client)

    assert "Attack no person." in quiet
    assert "What has more than 3 links." in quiet
    assert "An article takes replies for 14 days." in quiet
    for sentence in ("What holds a word that a person looks at first.", "60 percent"):
        assert sentence not in quiet
    assert "What holds a word that a person looks at first." in told
    assert "What holds a word that isn’t printed here" in told
    assert "60 percent were refused" in told
    assert "no reply was approved before" in told
    assert "cowards" not in told
    assert "idiot" not in told


def test_every_setting_has_its_sentence(client):
    plain = page(client).count("<li>")
    set_rules(
        refused_words="a",
        refused_networks="192.0.2.0/24",
        likely_held_from=80,
        akismet="held",
        held_words="a",
        shortest=5,
        bad_record=60,
        hold_newcomers=True,
        closes_after_days=3,
        is_open=False,
    )

    assert page(client).count("<li>") == plain + 9
    assert "The newspaper takes no comments at the moment." in page(client)


def test_months_are_added_up_from_their_days_without_today(client, django_assert_max_num_queries):
    facts = {"held": 2, "spam": 1, "approved": 1, "turned_down": 1}
    for day, received, waited in [
        (date(2025, 11, 30), 99, 9),
        (date(2025, 12, 1), 7, None),
        (date(2026, 10, 31), 10, 60),
        (date(2026, 11, 1), 20, 600),
        (date(2026, 11, 2), 30, 1200),
        (date(2026, 11, 3), 40, 1800),
        (TODAY, 1000, 1),
    ]:
        Day.objects.create(day=day, received=received, waited=waited, **facts)

    with clock.at(NOON):
        page(client)  # What a process keeps of the newspaper is asked for once.
        shown = months.latest()
        with gathering() as keys, django_assert_max_num_queries(8):
            told = page(client)

    assert [(month.received, month.waited) for month in shown] == [(7, None), (10, 60), (90, 1200)]
    assert [month.label for month in shown] == ["December 2025", "October 2026", "November 2026"]
    assert "November 2026: 81 public at once" in told
    assert "20\xa0minutes" in told or "20 minutes" in told
    plots = re.findall(r"<svg viewBox.*?</svg>", told)
    assert [plot.count("<rect") for plot in plots] == [9, 2]
    assert "style=" not in "".join(plots)
    assert "list:comments:days" in keys


@pytest.mark.django_db(transaction=True)
def test_the_page_is_made_anew_when_a_day_that_is_over_changed(client):
    with clock.at(NOON - timedelta(days=1)):
        comment = make_comment(make_open_article(at=NOON - timedelta(days=2)))
        figures.count_days()
    with clock.at(NOON - timedelta(hours=13)):
        moderation.reject(comment, by=make_moderator(), seen=1)
    with clock.at(NOON):
        assert "list:comments:days" in heard(figures.count_days)
        assert "list:comments:days" not in heard(figures.count_days)


def test_the_way_there_stands_above_the_form_and_in_the_foot_of_each_page(client):
    article = client.get(make_open_article().get_absolute_url()).content.decode()

    assert article.count(f'href="{ABOUT}"') == 2
    assert f'href="{ABOUT}"' in client.get("/").content.decode()
