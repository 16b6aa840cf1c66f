"""Periodic work: ranking and forgetting. Both are safe to run twice, or late."""

from procrastinate.contrib.django import app

from readership import forgetting, ranking


@app.periodic(cron="*/5 * * * *")
@app.task(queue="ordinary", queueing_lock="readership.rank", pass_context=False)
def rank(timestamp: int) -> None:
    """Rank anew; `timestamp` is the moment of the timetable, in seconds, and isn't needed."""
    ranking.rank()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="ordinary", queueing_lock="readership.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Throw away past keys and sightings; `timestamp` as above."""
    forgetting.forget()
