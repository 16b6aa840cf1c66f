"""What is known about readers, thrown away as soon as it has served."""

from datetime import timedelta

from press import clock
from readership.models import DayKey, Sighting
from readership.querysets import day_of
from readership.readers import ONCE_IN

# The clocks of two machines differ.
SLACK = timedelta(minutes=1)


def forget() -> None:
    """Delete the keys of past days, and the sightings of more than half an hour ago.

    Yesterday's key lives half an hour into today, for as long as it keeps a reader from being
    counted on both sides of midnight. Views by day are facts about articles and stay.
    """
    edge = clock.now() - ONCE_IN - SLACK
    DayKey.objects.filter(day__lt=day_of(edge)).delete()
    Sighting.objects.discard_before(edge)
