"""Periodic work of comments: thin, safe to run twice, or late."""

from procrastinate.contrib.django import app

from comments import forgetting, queues


@app.periodic(cron="* * * * *")
@app.task(queue="ordinary", queueing_lock="comments.fold_counts", pass_context=False)
def fold_counts(timestamp: int) -> None:
    """Keep the counts of the queues short; `timestamp` is that of the timetable, not needed."""
    queues.fold()


@app.periodic(cron="23 3 * * *")
@app.task(queue="slow", queueing_lock="comments.forget_marks", pass_context=False)
def forget_marks(timestamp: int) -> None:
    """Drop what is kept about networks and browsers for too long; `timestamp` as above."""
    forgetting.forget_marks()
