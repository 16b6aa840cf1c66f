"""Jobs of the outbox: thin, by primary key, safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from press.mail import sending

# The job itself fails only when the database is away; the mail's own attempts are in its row.
UNTIL_THE_DATABASE_IS_BACK = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(queue="ordinary", retry=UNTIL_THE_DATABASE_IS_BACK)
def send_message(message_id: int) -> None:
    """Send one message if it still waits."""
    sending.send(message_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="ordinary", queueing_lock="mail.give_up_lost", pass_context=False)
def give_up_lost(timestamp: int) -> None:
    """Mark what a killed worker left; `timestamp` is the moment of the timetable, not needed."""
    sending.give_up_lost()
