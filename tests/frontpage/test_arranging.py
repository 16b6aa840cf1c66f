"""The front page by hand: what editors place, when it stands there, and what the clock does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import publishing
from frontpage import arranging
from frontpage.arranging import Outdated, arrange, restore
from frontpage.composing import compose
from frontpage.models import FRONT_KEY, Arrangement
from frontpage.places import Placed
from frontpage.planning import all_stories
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from press.pages.keys import gathering
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
def articles():
    """Twelve public articles, the newest first."""
    return [make_published_article(headline=f"Story {n}", at=hours_ago(n + 1)) for n in range(12)]


def put(*placed, by=None, base=0):
    return arrange([Placed(*each) for each in placed], by=by or make_editor(), base=base)


def seen(front):
    return [article.headline for article in all_stories(front)]


def test_an_editor_puts_an_article_on_top(articles):
    editor = make_editor()
    put(("lead", articles[9].pk), ("seconds", articles[11].pk), by=editor)

    front = compose()

    assert front.lead == articles[9]
    assert front.seconds[0] == articles[11]
    assert len(seen(front)) == len(set(seen(front)))
    entry = Entry.objects.about(Arrangement.objects.present()).get()
    assert (entry.verb, entry.by) == ("arranged", editor)


def test_what_starts_and_ends_does_so_in_its_second(articles):
    start, end = clock.now() + HOUR, clock.now() + 2 * HOUR
    put(("lead", articles[3].pk, None, start), ("lead", articles[5].pk, start, end))
    leads = []
    for at in (start - timedelta(microseconds=1), start, end - timedelta(microseconds=1), end):
        with clock.at(at):
            leads.append(compose().lead)

    assert leads == [articles[3], articles[5], articles[5], articles[0]]


def test_every_start_and_end_is_a_moment_of_the_clock(articles):
    start, end = clock.now() + HOUR, clock.now() + 2 * HOUR
    put(("lead", articles[3].pk, start, end))

    waiting = Moment.objects.waiting()
    turns = waiting.filter(act__startswith="frontpage.")
    assert [(m.due_at, m.what, m.label, m.keys) for m in turns] == [
        (start, "come to the front page", "Story 3", [FRONT_KEY]),
        (end, "leave the front page", "Story 3", [FRONT_KEY]),
    ]
    with clock.at(start + timedelta(seconds=4)):
        sweep()
    done = Moment.objects.get(due_at=start)
    assert done.lateness == timedelta(seconds=4)
    entries = Entry.objects.about(Arrangement.objects.present())
    assert [entry.verb for entry in entries] == ["shown by the clock", "arranged"]


def test_a_new_arrangement_takes_the_old_moments_off_the_clock_and_keeps_common_ones(articles):
    start, end = clock.now() + HOUR, clock.now() + 2 * HOUR
    put(("lead", articles[3].pk, start, end))
    put(("seconds", articles[3].pk, start), base=1)

    turns = Moment.objects.waiting().filter(act__startswith="frontpage.")
    assert [(turn.due_at, turn.act) for turn in turns] == [(start, arranging.COMES)]


def test_what_readers_may_not_see_does_not_show_and_its_place_fills_itself(articles):
    editor = make_editor()
    coming = make_published_article(at=clock.now() + HOUR)
    put(("lead", coming.pk), ("lead", articles[4].pk), ("seconds", articles[5].pk), by=editor)
    assert compose().lead == articles[4]

    publishing.withdraw(articles[4], by=editor, reason="Wrong.")
    publishing.withdraw(articles[5], by=editor, reason="Wrong.")

    assert compose().lead == articles[0]
    assert "Story 5" not in seen(compose())
    with clock.at(clock.now() + HOUR):
        assert compose().lead == coming


def test_the_page_has_the_key_of_the_arrangement(articles):
    with gathering() as keys:
        compose()

    assert FRONT_KEY in keys


@pytest.mark.parametrize(
    ("placed", "sentence"),
    [
        ([("cellar", 0)], "a place that the front page doesn't have"),
        ([("section:999999", 0)], "a place that the front page doesn't have"),
        ([("lead", 0), ("seconds", 0)], "two places at the same time"),
        ([("lead", 0, clock.now() + HOUR, clock.now())], "ends before it starts"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(articles, placed, sentence):
    rows = [(place, articles[n].pk, *times) for place, n, *times in placed]

    with pytest.raises(ValidationError, match=sentence):
        put(*rows)
    assert not Arrangement.objects.exists()


def test_an_unknown_article_is_refused_and_one_place_after_the_other_is_not(articles):
    with pytest.raises(ValidationError, match="There is no article"):
        put(("lead", 10**9))
    noon = clock.now() + HOUR

    put(("lead", articles[1].pk, None, noon), ("seconds", articles[1].pk, noon))


def test_only_editors_arrange(articles):
    with pytest.raises(PermissionDenied):
        put(("lead", articles[1].pk), by=make_author_login())


def test_every_arrangement_is_kept_and_one_click_brings_it_back(articles):
    editor = make_editor()
    first = put(("lead", articles[9].pk), by=editor)
    put(("lead", articles[8].pk), by=editor, base=1)

    again = restore(first, by=editor, base=2)

    assert (again.number, again.restored) == (3, 1)
    assert compose().lead == articles[9]
    assert [row.placed[0].article for row in Arrangement.objects.for_listing()] == [
        articles[9].pk,
        articles[8].pk,
        articles[9].pk,
    ]


def test_a_save_over_a_newer_version_is_refused(articles):
    first = put(("lead", articles[9].pk))

    with pytest.raises(Outdated):
        put(("lead", articles[8].pk), base=0)
    put(("lead", articles[8].pk), base=1)
    with pytest.raises(Outdated):
        restore(first, by=make_editor(), base=1)
    assert compose().lead == articles[8]


def test_the_same_once_more_makes_no_version(articles):
    put(("lead", articles[9].pk))

    assert put(("lead", articles[9].pk), base=1).number == 1


def test_an_arranged_front_page_costs_four_queries(articles, django_assert_num_queries):
    section = make_section("World")
    put(("lead", articles[9].pk), (f"section:{section.pk}", articles[2].pk))
    make_article()

    with django_assert_num_queries(4):
        compose()
