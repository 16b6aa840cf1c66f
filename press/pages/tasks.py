"""Jobs of finished pages: purges of caches outside, receipts; safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from press.pages import outside, receipts

# For most of a day; what was not purged by then has left by itself.
UNTIL_ANSWERED = RetryStrategy(max_attempts=8_000, wait=10)


@app.task(queue="urgent", retry=UNTIL_ANSWERED)
def purge(keys: list[str], idempotency_key: str) -> None:
    """Let the caches outside forget all pages with one of these keys."""
    outside.purge(keys, idempotency_key)


@app.task(queue="ordinary")
def check_receipt(receipt_id: int) -> None:
    """Look as a reader at the places of one receipt."""
    receipts.check(receipt_id)


@app.periodic(cron="47 3 * * *")
@app.task(queue="ordinary", queueing_lock="pages.forget_old_receipts", pass_context=False)
def forget_old_receipts(timestamp: int) -> None:
    """Remove receipts of long ago."""
    receipts.forget_old()
