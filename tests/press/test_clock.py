"""The coming moments: who writes them, and what a process does with them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from articles import publishing, writing
from articles.content import Content
from press import clock
from press.clock import moments
from press.clock.coming import Coming, midnight_after
from press.clock.models import Moment
from publication.models import TODAY_KEY, Publication
from tests.factories import NOON, make_article, make_editor, make_published_article, make_section

TOMORROW = NOON + timedelta(days=1)


def test_the_keys_of_a_moment_change_once_when_it_has_come():
    coming = Coming(NOON)
    coming.replace([(TOMORROW, "", ["list:all"])])

    assert coming.next_at() == TOMORROW
    assert coming.passed(TOMORROW - timedelta(microseconds=1)) == set()
    assert coming.passed(TOMORROW) == {"list:all"}
    assert coming.passed(TOMORROW) == set()


def test_midnight_comes_each_day_in_its_zone():
    coming = Coming(NOON)
    coming.replace([(None, "Europe/Berlin", [TODAY_KEY])])

    first = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert coming.next_at() == first
    assert coming.passed(first) == {TODAY_KEY}
    assert coming.next_at() == first + timedelta(days=1)
    assert coming.passed(first + timedelta(days=2)) == {TODAY_KEY}


@pytest.mark.parametrize(
    ("moment", "zone", "hours"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "Europe/Berlin", 22.5),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "Europe/Berlin", 24.5),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "Asia/Kathmandu", 6.25),
    ],
)
def test_a_day_has_as_many_hours_as_the_zone_gives_it(moment, zone, hours):
    assert midnight_after(moment, zone) - moment == timedelta(hours=hours)


@pytest.mark.django_db
def test_a_moment_has_one_row_that_moves_and_goes():
    with clock.at(NOON):
        moments.expect("curtain", TOMORROW, ["b", "a"])
        moments.expect("curtain", TOMORROW + timedelta(hours=1), ["c"])

    row = Moment.objects.get(name="curtain")
    assert (row.due_at, row.keys) == (TOMORROW + timedelta(hours=1), ["c"])
    moments.cancel("curtain")
    assert not Moment.objects.filter(name="curtain").exists()


@pytest.mark.django_db
def test_a_scheduled_article_leaves_word_for_all_lists_that_it_will_enter():
    with clock.at(NOON):
        article = make_published_article(at=TOMORROW, tags=["otters"])

    row = Moment.objects.get(name=f"article {article.pk}")
    assert row.due_at == TOMORROW
    assert {"list:all", f"list:section:{article.section_id}", "list:date:2026-11"} <= set(row.keys)


@pytest.mark.django_db
def test_word_of_a_scheduled_article_follows_its_changes():
    culture = make_section("Culture")
    with clock.at(NOON):
        article = make_published_article(at=TOMORROW)
        content = replace(Content.of(article), section=culture.pk)
        writing.revise(article, content, by=make_editor())
        publishing.reschedule(article, by=make_editor(), at=TOMORROW + timedelta(days=1))
        row = Moment.objects.get(name=f"article {article.pk}")

        publishing.unschedule(article, by=make_editor())

    assert row.due_at == TOMORROW + timedelta(days=1)
    assert f"list:section:{culture.pk}" in row.keys
    assert not Moment.objects.filter(name=row.name).exists()


@pytest.mark.django_db
def test_nothing_is_expected_of_drafts_and_of_what_is_public():
    make_article()
    make_published_article()

    assert not Moment.objects.filter(name__startswith="article").exists()


@pytest.mark.django_db
def test_the_newspapers_midnight_follows_its_zone():
    publication = Publication.objects.current()
    publication.time_zone = "Asia/Tokyo"
    publication.save()

    row = Moment.objects.get(name="midnight")
    assert (row.zone, row.keys, row.due_at) == ("Asia/Tokyo", [TODAY_KEY], None)
