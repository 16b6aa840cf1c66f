"""What a time on the wall means: in two nights of a year one hour is missing, or comes twice."""

from datetime import UTC, datetime, tzinfo


class NoSuchTime(ValueError):
    """The clocks go forward that night and leave this time out."""


class TwiceThatNight(ValueError):
    """The clocks go back that night, so this time comes twice."""


def moment_of(wall: datetime, zone: tzinfo, *, second: bool | None = None) -> datetime:
    """Return the moment, in UTC, at which clocks in `zone` show the naive time `wall`.

    Where it comes twice, `second` says which one is meant; without it TwiceThatNight is raised.
    Raises NoSuchTime for a time that is left out, and OverflowError at the calendar's ends.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    later = wall.replace(tzinfo=zone, fold=1)
    moment = first.astimezone(UTC)
    if first.utcoffset() == later.utcoffset():
        return moment
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        raise NoSuchTime(wall)
    if second is None:
        raise TwiceThatNight(wall)
    return later.astimezone(UTC) if second else moment
