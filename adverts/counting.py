"""Counting advertisements: how often one was seen, told by pages, and how often one was followed.

Seen is what the trade calls viewable: half of the picture in sight for one second (MRC, Viewable
Ad Impression Measurement Guidelines). Views are gathered in memory and written once a second, as
views of articles are (`readership.counting`).

Imported before Django is set up, so the tables stand here by name.
"""

from collections import Counter as Tally
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from readership.counting import Counter, Seen, living

# In the order of its key, so that two processes never wait for each other.
COUNT = """
INSERT INTO adverts_advertday AS known (advert_id, day, seen, followed)
SELECT advert.id, %(day)s, told.seen, told.followed
FROM unnest(%(adverts)s::bigint[], %(seen)s::int[], %(followed)s::int[])
     AS told (advert, seen, followed)
JOIN adverts_advert AS advert ON advert.id = told.advert
ORDER BY advert.id
ON CONFLICT (advert_id, day) DO UPDATE
SET seen = known.seen + excluded.seen, followed = known.followed + excluded.followed
"""


def count_seen(seen: list[Seen], *, now: datetime) -> None:
    """Count views (advertisement's pk, fingerprint of the reader) at the moment `now`.

    Unknown advertisements are left out. Raises DatabaseError, and has then counted none.
    """
    tally = Tally(advert for advert, _reader in seen)
    _add(sorted(tally), [tally[pk] for pk in sorted(tally)], [0] * len(tally), now)


def count_followed(advert: int, *, now: datetime) -> None:
    """Count that a reader followed an advertisement (its pk) at the moment `now`."""
    _add([advert], [0], [1], now)


def _add(adverts: list[int], seen: list[int], followed: list[int], now: datetime) -> None:
    facts: dict[str, Any] = {
        "adverts": adverts,
        "seen": seen,
        "followed": followed,
        "day": now.astimezone(UTC).date(),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, facts)


see = living(Counter(count_seen)).see
