"""What readers are shown of the work with comments: the months, added up from the counted days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, dropwhile, groupby

from django.utils.formats import date_format
from django.utils.timezone import localdate

from comments.models import Day
from press import clock

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of a month; `waited` is the median of its days, each by what was decided then."""

    first: date
    received: int
    held: int
    spam: int
    approved: int
    turned_down: int
    waited: int | None

    @property
    def label(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")


def latest() -> list[Month]:
    """Return the last twelve months of which a day was counted, the oldest first.

    Today is left out: its figures change all day, and the page of readers would with them.
    """
    today = localdate(clock.now())
    first = _before(today.replace(day=1), SHOWN - 1)
    days = Day.objects.over(first, today)
    months = [
        _added_up(month, rows) for month, rows in groupby(days, lambda each: _first(each.day))
    ]
    # Before its first reply a newspaper has nothing to show.
    return list(dropwhile(lambda month: not month.received, months))


def _first(day: date) -> date:
    return day.replace(day=1)


def _before(first: date, months: int) -> date:
    for _month in range(months):
        first = _first(first - timedelta(days=1))
    return first


def _added_up(first: date, rows: Iterable[Day]) -> Month:
    days = list(rows)
    names = ("received", "held", "spam", "approved", "turned_down")
    sums = {name: sum(getattr(day, name) for day in days) for name in names}
    return Month(first=first, waited=_median(days), **sums)


def _median(days: Iterable[Day]) -> int | None:
    """The waiting time below which half of the decisions lie, as far as their days tell."""
    waited = sorted(
        (day.waited, day.approved + day.turned_down) for day in days if day.waited is not None
    )
    half = sum(many for _seconds, many in waited) / 2
    passed = accumulate(many for _seconds, many in waited)
    return next(
        (each[0] for each, sofar in zip(waited, passed, strict=True) if sofar >= half), None
    )
