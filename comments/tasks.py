"""Periodic work of comments: thin, safe to run twice, or late."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comments import akismet, answered, figures, forgetting, learning, queues, watching

# Half a minute, then ever longer: two days in all, as long as the address is kept at least.
UNTIL_ANSWERED = RetryStrategy(max_attempts=10, wait=30, exponential_wait=3)


@app.periodic(cron="* * * * *")
@app.task(queue="ordinary", queueing_lock="comments.fold_counts", pass_context=False)
def fold_counts(timestamp: int) -> None:
    """Keep the counts of the queues short; `timestamp` is that of the timetable, not needed."""
    queues.fold()


@app.periodic(cron="23 3 * * *")
@app.task(queue="ordinary", queueing_lock="comments.forget_networks", pass_context=False)
def forget_networks(timestamp: int) -> None:
    """Drop old hashes of networks and of who recommended; `timestamp` as above."""
    forgetting.forget_networks()


@app.periodic(cron="41 3 * * *")
@app.task(queue="slow", queueing_lock="comments.learn", pass_context=False)
def learn(timestamp: int) -> None:
    """Learn what spam is from the latest decisions; `timestamp` as above."""
    learning.learn()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="ordinary", queueing_lock="comments.count_days", pass_context=False)
def count_days(timestamp: int) -> None:
    """Count what came in and was decided; `timestamp` as above."""
    figures.count_days()


@app.periodic(cron="* * * * *")
@app.task(queue="ordinary", queueing_lock="comments.mail_due", pass_context=False)
def mail_due(timestamp: int) -> None:
    """Mail moderators what waits, and authors what answered them; `timestamp` as above."""
    watching.mail_due()
    answered.mail_due()


@app.task(queue="ordinary", retry=UNTIL_ANSWERED)
def correct_akismet(comment_id: int) -> None:
    """Tell Akismet what a moderator says otherwise of a comment."""
    akismet.correct(comment_id)
