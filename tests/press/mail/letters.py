"""Mails that tests order, and what became of them."""

from procrastinate.contrib.django.models import ProcrastinateJob

from press.mail import outbox
from press.mail.models import Message
from press.mail.tasks import send_message


def order(**facts):
    facts.setdefault("key", "test:1")
    facts.setdefault("recipient", "ana@example.org")
    facts.setdefault("subject", "The Meridian asks you to confirm")
    facts.setdefault("text", "Good morning.\n")
    return outbox.post(**facts)


def mailers(port, **options):
    options = {"host": "127.0.0.1", "port": port, "timeout": 5} | options
    return {"default": {"BACKEND": "press.mail.smtp.EmailBackend", "OPTIONS": options}}


def attempt(message):
    """Run the job of a message once, and return the row as it is then."""
    send_message(message_id=message.pk)
    return Message.objects.get(pk=message.pk)


def jobs_of(message):
    return ProcrastinateJob.objects.filter(
        task_name="press.mail.tasks.send_message", args={"message_id": message.pk}
    )
