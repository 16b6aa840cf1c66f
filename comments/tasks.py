"""Work after the commit: thin, by primary key, safe to run twice."""

from procrastinate.contrib.django import app

from comments import forgetting


@app.periodic(cron="41 3 * * *")
@app.task(queue="ordinary", queueing_lock="comments.forget_networks", pass_context=False)
def forget_networks(timestamp: int) -> None:
    """Drop old hashes of networks; `timestamp` is the moment of the timetable, not needed."""
    forgetting.forget_networks()
