"""Date archives: a year, a month, a day, and the parts of it in which something was published."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.article import FIRST_YEAR, LAST_YEAR
from press import clock

ANY_PUBLISHED = """
SELECT EXISTS (
    SELECT 1 FROM articles_article
    WHERE status = 'published' AND published_at <= %(now)s
    AND (withdrawn_at IS NULL OR withdrawn_at > %(now)s)
    AND date BETWEEN part.first AND part.last
)
FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) WITH ORDINALITY AS part(first, last, number)
ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; `level` is year, month or day."""

    level: str
    first: date
    last: date

    @property
    def is_present(self) -> bool:
        """Whether today is in it: such an archive may be empty yet."""
        return self.first <= timezone.localdate(clock.now()) <= self.last

    @property
    def name(self) -> str:
        formats = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT"}
        return date_format(self.first, formats[self.level])

    @property
    def url(self) -> str:
        parts = f"{self.first:%Y %m %d}".split()[: ["year", "month", "day"].index(self.level) + 1]
        return reverse(f"articles:{self.level}", args=parts)

    @property
    def parent(self) -> "Period | None":
        if self.level == "day":
            return _month(self.first.year, self.first.month)
        return _year(self.first.year) if self.level == "month" else None


def _year(year: int) -> Period:
    return Period("year", date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> Period:
    return Period("month", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def day_or_404(year: str, month: str, day: str) -> date:
    """Return the day that an address names; raises Http404 for none, or one of no newspaper."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Http404(_("There is no such day.")) from None
    # The first and the last years of the calendar have no neighbours to reckon with.
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Http404(_("There is no such day."))
    return found


def period_or_404(year: str, month: str, day: str) -> Period:
    """Return the period that an address names; raises Http404 when the calendar has none."""
    first = day_or_404(year, month or "1", day or "1")
    if day:
        return Period("day", first, first)
    return _month(first.year, first.month) if month else _year(first.year)


def parts_of(period: Period) -> list[Period]:
    """The months of a year, or the days of a month, in which something was published.

    One query that looks into the index once for each part, however much was published.
    """
    if period.level == "day":
        return []
    first = period.first
    if period.level == "year":
        asked = [_month(first.year, month) for month in range(1, 13)]
    else:
        days = [first + timedelta(days=number) for number in range(period.last.day)]
        asked = [Period("day", day, day) for day in days]
    return [part for part, there in zip(asked, _any_published(asked), strict=True) if there]


def _any_published(periods: list[Period]) -> list[bool]:
    firsts, lasts = zip(*((part.first, part.last) for part in periods), strict=True)
    Article.objects.dated(firsts[0], lasts[-1])  # Names the keys of the months this depends on.
    with connection.cursor() as cursor:
        cursor.execute(
            ANY_PUBLISHED, {"now": clock.now(), "firsts": list(firsts), "lasts": list(lasts)}
        )
        return [there for (there,) in cursor.fetchall()]
