"""Verbs of the outbox: order a mail, and send one again by a person's decision."""

from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from press import clock
from press.mail import letter
from press.mail.models import Message

BREAKS = {"Cc", "Zl", "Zp"}  # Control signs, and what ends a line or a paragraph
SEND = "press.mail.tasks.send_message"
# Inside a worker the library's own `defer` uses another connection than Django, so that a job
# could start before the transaction that needs it has committed, or stay when it is rolled back.
_jobs = JobManager(DjangoConnector())


class CantSendAgain(Exception):
    """The mail is none that failed or whose fate isn't known; `str()` is a sentence for people."""


def one_click(leave_url: str) -> dict[str, str]:
    """Return the headers by which one click in the mail program leaves (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{leave_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@transaction.atomic
def post(
    *,
    key: str,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    headers: dict[str, str] | None = None,
    urgent: bool = False,
) -> Message:
    """Order a mail to one person, inside the present transaction.

    `key` says which mail it is, as in "newsletters.confirm:7:…": asking again with the same key
    returns the first row and orders nothing. `recipient` is one bare address, `headers` are
    further ones, as List-Unsubscribe. `urgent` is for mails that somebody waits for.

    Writes one row and one job; both commit, or neither. Raises ValueError if a header could be
    broken out of (a line's end in subject, recipient or headers), if the recipient is no
    address, or if anything holds a NUL byte.
    """
    headers = headers or {}
    _check(key, recipient, subject, text, html, headers)
    now = clock.now()
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "recipient": recipient,
            "subject": subject,
            "text": text,
            "html": html,
            "headers": headers,
            "urgent": urgent,
            "queued_at": now,
            "due_at": now,
        },
    )
    if is_new:
        letter.compose(message).message()
        defer(message)
    return message


@transaction.atomic
def resend(message: Message) -> None:
    """Send again what failed, or what may have arrived or not: a person's decision.

    The row waits as if new, with all its attempts before it. Raises CantSendAgain if somebody
    else has decided meanwhile. The caller writes the history, with the person.
    """
    facts = {"state": Message.State.WAITING, "attempts": 0, "due_at": clock.now()}
    if not Message.objects.unsettled().filter(pk=message.pk).update(**facts):
        raise CantSendAgain(
            _("“%(subject)s” was sent meanwhile, or waits already.") % {"subject": message.subject}
        )
    message.refresh_from_db()
    defer(message)


def defer(message: Message) -> None:
    """Defer the job that sends the message when it is due, inside the present transaction."""
    queue = "urgent" if message.urgent else "ordinary"
    job = configure_task(name=SEND, job_manager=_jobs, queue=queue, schedule_at=message.due_at)
    job.defer(message_id=message.pk)


def _check(
    key: str, recipient: str, subject: str, text: str, html: str, headers: dict[str, str]
) -> None:
    if not 0 < len(key) <= 200 or any("\0" in part for part in (key, text, html)):
        raise ValueError("A mail needs a key of at most 200 signs, and can't hold a NUL byte.")
    if not 0 < len(subject.strip()) <= 300 or any(category(sign) in BREAKS for sign in subject):
        raise ValueError("The subject of a mail is one line of at most 300 signs.")
    try:
        validate_email(recipient)
    except ValidationError as problem:
        raise ValueError("The recipient of a mail is one bare address.") from problem
    if len(recipient) > 254:  # RFC 5321, 4.5.3.1.3, without its angle brackets
        raise ValueError("The address of the recipient is too long.")
    letter.check_headers(headers)
