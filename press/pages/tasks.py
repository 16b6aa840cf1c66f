"""Jobs of finished pages: purges of caches outside, safe to run twice."""

from datetime import timedelta

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from press import clock
from press.clock.coming import Coming
from press.clock.models import Moment
from press.pages import outside

# For most of a day; what was not purged by then has left by itself.
UNTIL_ANSWERED = RetryStrategy(max_attempts=8_000, wait=10)
LOOKING_BACK = timedelta(minutes=3)


@app.task(queue="urgent", retry=UNTIL_ANSWERED)
def purge(keys: list[str], idempotency_key: str) -> None:
    """Let the caches outside forget all pages with one of these keys."""
    outside.purge(keys, idempotency_key)


@app.periodic(cron="* * * * *")
@app.task(queue="urgent", queueing_lock="pages.purge_due", pass_context=False)
def purge_due(timestamp: int) -> None:
    """Purge what the clock changed lately; `timestamp` is that of the timetable, not needed."""
    if settings.PAGES_PURGE_URL:
        coming = Coming(clock.now() - LOOKING_BACK)
        coming.replace(Moment.objects.values_list("due_at", "zone", "keys"))
        outside.order_purge(sorted(coming.passed(clock.now())))
