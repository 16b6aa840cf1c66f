"""Jobs of logins: thin, safe to run twice."""

from procrastinate.contrib.django import app

from accounts import resetting, sessions


@app.task(queue="urgent")
def mail_reset(address: str) -> None:
    """Mail the link for a new password to whoever has the address."""
    resetting.mail(address)


@app.periodic(cron="53 3 * * *")
@app.task(queue="ordinary", queueing_lock="accounts.forget_sessions", pass_context=False)
def forget_ended_sessions(timestamp: int) -> None:
    """Remove the rows of sessions that ended by themselves."""
    sessions.forget_ended()
