"""Verbs of series: the order of the parts, one series for each article, merging and removing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from press.history.models import Entry
from press.redirects import moving
from series import arranging
from series.models import MOST_PARTS, Part, Series
from tests.factories import (
    make_article,
    make_author_login,
    make_contributor,
    make_editor,
    make_published_article,
)
from tests.series.facts import make_parts, make_series

pytestmark = pytest.mark.django_db


def headlines(series):
    return [str(part) for part in series.parts.all()]


def last_entry(row):
    return Entry.objects.about(row).latest("pk")


def test_an_editor_puts_the_parts_in_order_and_it_is_written_down():
    one, two, three = make_parts(3)
    series, editor = make_series(one, two), make_editor()

    arranging.order(series, by=editor, articles=[three.pk, two.pk], out=[one.pk])

    assert headlines(series) == ["Part 3", "Part 2"]
    entry = last_entry(series)
    assert (entry.verb, entry.by) == ("arranged", editor)
    assert entry.detail == {"parts": ["Part 3", "Part 2"], "taken out": ["Part 1"]}


def test_a_part_that_somebody_put_there_meanwhile_stays():
    one, two, three = make_parts(3)
    series = make_series(one, two)
    arranging.place(three, by=make_editor(), series=series)

    arranging.order(series, by=make_editor(), articles=[two.pk, one.pk])

    assert headlines(series) == ["Part 2", "Part 1", "Part 3"]


def test_an_order_that_changes_nothing_writes_nothing():
    one, two = make_parts(2)
    series = make_series(one, two)
    before = last_entry(series)

    arranging.order(series, by=make_editor(), articles=[one.pk, two.pk])

    assert last_entry(series) == before


def test_an_article_is_part_of_one_series():
    one, two = make_parts(2)
    first, second = make_series(one, two), make_series(headline="Another")

    part = arranging.place(one, by=make_editor(), series=second)

    assert (part.series, part.position) == (second, 1)
    assert headlines(first) == ["Part 2"]
    assert last_entry(one).verb == "put into a series"


def test_an_article_gets_the_place_that_is_asked_for():
    one, two, three = make_parts(3)
    series = make_series(one, two)

    arranging.place(three, by=make_editor(), series=series, number=1)
    arranging.place(one, by=make_editor(), series=series, number=99)

    assert headlines(series) == ["Part 3", "Part 2", "Part 1"]


def test_an_author_places_the_own_article_and_arranges_no_series():
    author, series = make_author_login(), make_series(*make_parts(1))
    own = make_article(by=author)

    arranging.place(own, by=author, series=series)

    assert Part.objects.get(article=own).series == series
    for deed in (
        lambda: arranging.order(series, by=author, articles=[]),
        lambda: arranging.describe(series, by=author),
        lambda: arranging.remove(series, by=author),
        lambda: arranging.merge(series, [], by=author),
        lambda: arranging.take_out(make_published_article(), by=make_contributor()),
        lambda: arranging.place(own, by=make_contributor(), series=series),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_another_address_leads_on_from_the_old_one():
    series = make_series(headline="Old words")
    series.slug = "new-words"

    arranging.describe(series, by=make_editor())

    assert moving.target_of("/series/old-words/") == "/series/new-words/"


def test_merging_loses_no_part():
    one, two, three = make_parts(3)
    series, other = make_series(one), make_series(two, three, headline="Other")

    arranging.merge(series, [other], by=make_editor())

    assert headlines(series) == ["Part 1", "Part 2", "Part 3"]
    assert moving.target_of("/series/other/") == "/series/the-long-thaw/"
    assert last_entry(other).detail == {"into": "The long thaw", "parts": ["Part 2", "Part 3"]}
    assert list(Series.objects.all()) == [series]


def test_removing_a_series_leaves_its_articles_and_says_what_it_was():
    [one] = make_parts(1)
    series = make_series(one)
    pk = series.pk

    arranging.remove(Series.objects.get(pk=pk), by=make_editor())

    one.refresh_from_db()
    assert one.is_published()
    assert moving.target_of("/series/the-long-thaw/") == ""
    assert last_entry(series).detail == {"parts": ["Part 1"]}


def test_a_series_has_an_end(monkeypatch):
    monkeypatch.setattr(arranging, "MOST_PARTS", 2)
    series = make_series(*make_parts(2))

    with pytest.raises(ValidationError, match="at most 2 parts"):
        arranging.place(make_article(), by=make_editor(), series=series)
    assert MOST_PARTS == 100
