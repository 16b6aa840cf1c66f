"""Periodic work of comments: thin, safe to run twice, or late."""

from procrastinate.contrib.django import app

from comments import queues


@app.periodic(cron="* * * * *")
@app.task(queue="ordinary", queueing_lock="comments.fold_counts", pass_context=False)
def fold_counts(timestamp: int) -> None:
    """Keep the counts of the queues short; `timestamp` is that of the timetable, not needed."""
    queues.fold()
