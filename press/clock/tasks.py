"""The clock's jobs: thin, safe to run twice, and late without harm."""

from procrastinate.contrib.django import app

from press.clock import sweep as sweeping


@app.periodic(cron="* * * * * */10")  # The sixth place is seconds: `sweeping.EVERY`.
@app.task(queue="urgent", queueing_lock="clock.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Announce what has become due; `timestamp` is that of the timetable, not needed."""
    sweeping.sweep()


@app.periodic(cron="43 3 * * *")
@app.task(queue="ordinary", queueing_lock="clock.forget_old", pass_context=False)
def forget_old(timestamp: int) -> None:
    """Remove what was done long ago."""
    sweeping.forget_old()
