"""When the seeded articles came out: over two years up to now, by the rhythm of a day."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

SPAN = timedelta(days=730)
_DAY = 86_400.0
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# How much comes out in each hour: little at night, much from breakfast to the evening.
_HOURS = [1, 1, 1, 1, 2, 4, 7, 9, 9, 9, 9, 8, 9, 8, 8, 9, 9, 9, 7, 6, 5, 4, 3, 2]
_UP_TO = [0.0, *(hours / sum(_HOURS) for hours in accumulate(_HOURS))]


class Moments:
    """The moments of `many` articles, oldest first; the last is just before `now`."""

    def __init__(self, many: int, now: datetime, zone: ZoneInfo) -> None:
        self.many, self._zone = many, zone
        # The hours of the rhythm are the newsroom's; its summer time doesn't matter here.
        self._start = _EPOCH - (now.astimezone(zone).utcoffset() or timedelta(0))
        self._last = self._worked((now - self._start).total_seconds())
        self._first = self._worked((now - SPAN - self._start).total_seconds())

    def of(self, place: int) -> datetime:
        """Return the moment of the article at `place`, counted from 0, in UTC."""
        share = (place + 0.5) / self.many
        days, part = divmod(self._first + (self._last - self._first) * share, 1)
        hour = bisect_right(_UP_TO, part) - 1
        hours = hour + (part - _UP_TO[hour]) / (_UP_TO[hour + 1] - _UP_TO[hour])
        return self._start + timedelta(seconds=int(days * _DAY + hours * 3600))

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    @staticmethod
    def _worked(seconds: float) -> float:
        """Return how many days' work is done after so many seconds."""
        days, rest = divmod(seconds, _DAY)
        hour, part = divmod(rest / 3600, 1)
        below, above = _UP_TO[int(hour)], _UP_TO[int(hour) + 1]
        return days + below + (above - below) * part
