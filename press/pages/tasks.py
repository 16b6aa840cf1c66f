"""Jobs of finished pages: purges of caches outside, safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from press.pages import outside

# For most of a day; what was not purged by then has left by itself.
UNTIL_ANSWERED = RetryStrategy(max_attempts=8_000, wait=10)


@app.task(queue="urgent", retry=UNTIL_ANSWERED)
def purge(keys: list[str], idempotency_key: str) -> None:
    """Let the caches outside forget all pages with one of these keys."""
    outside.purge(keys, idempotency_key)
