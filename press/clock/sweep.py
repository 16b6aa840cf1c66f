"""The sweep: announces what has become due, in order, and proves that it runs.

What readers see doesn't wait for it: that is decided by the clock in the query. An outage only
makes announcements late; the first sweep after it catches up, the oldest first.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from press import clock
from press.clock.coming import midnight_after
from press.clock.models import Beat, Moment
from press.clock.signals import moment_came

logger = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
# Without a sweep for so long, the clock stands.
STANDS_AFTER = timedelta(minutes=1)
# One sweep ends some time; the next one goes on.
AT_ONCE = 500
KEPT_FOR = timedelta(days=90)


def sweep() -> int:
    """Do what is due, each moment in a transaction of its own; return how many were done.

    One that fails keeps its place and its error, and doesn't hold up those after it.
    """
    Beat.objects.update_or_create(pk=1, defaults={"at": clock.now()})
    done = sum(_do(pk) for pk in list(Moment.objects.due().values_list("pk", flat=True)[:AT_ONCE]))
    for midnight in Moment.objects.exclude(zone=""):
        _pass_midnight(midnight)
    return done


def last_beat() -> datetime | None:
    """Return when the sweep ran last; None if it never did."""
    return Beat.objects.values_list("at", flat=True).filter(pk=1).first()


def forget_old() -> int:
    """Remove what was done 90 days ago or before, and return how many."""
    old = Moment.objects.filter(zone="", done_at__lt=clock.now() - KEPT_FOR)
    return old.delete()[0]


def _do(pk: int) -> bool:
    try:
        with transaction.atomic():
            # Asked anew under the lock: it may have been done, moved or cancelled since.
            rows = Moment.objects.due().select_for_update(skip_locked=True)
            moment = rows.filter(pk=pk).first()
            if moment is None:
                return False
            # Done first: whoever hears of it may cancel what still waits under this name.
            moment.done_at, moment.last_error = clock.now(), ""
            moment.save(update_fields=["done_at", "last_error"])
            moment_came.send(Moment, moment=moment)
            return True
    except Exception as problem:
        logger.exception("What was due at a moment (%s) couldn't be done; it is tried again.", pk)
        words = f"{type(problem).__name__}: {problem}".replace("\0", "")[:500]
        Moment.objects.filter(pk=pk).update(last_error=words)
        return False


@transaction.atomic
def _pass_midnight(midnight: Moment) -> None:
    now = clock.now()
    if midnight.done_at is None or midnight_after(midnight.done_at, midnight.zone) <= now:
        if midnight.done_at is not None:
            moment_came.send(Moment, moment=midnight)
        midnight.done_at = now
        midnight.save(update_fields=["done_at"])
