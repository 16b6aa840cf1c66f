"""The mail as it travels: made from a row, with the same date and identity at every attempt."""

import hashlib
import re
from email.message import EmailMessage as Composed
from email.policy import EmailPolicy, default
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

from press.mail.models import Message

HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}", re.ASCII)
OURS = frozenset({"from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id"})
# RFC 5322, 2.1.1: a line has at most 998 characters. Ours keep room for the name.
LONGEST_HEADER = 900


class Verbatim(EmailPolicy):
    """Writes `List-…` headers (RFC 2369, RFC 8058) as they are, on one line.

    Python folds a long address in such a header into encoded words (RFC 2047), which the
    programs that look for a one-click address don't decode.
    """

    def fold(self, name: str, value: Any) -> str:
        if name.lower().startswith("list-"):
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower().startswith("list-"):
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class Letter(EmailMultiAlternatives):
    def message(self, *, policy: Any = default) -> Composed:
        wanted = Verbatim(linesep=policy.linesep, cte_type=policy.cte_type, utf8=policy.utf8)
        return super().message(policy=wanted)


def compose(message: Message) -> Letter:
    """Make the letter of a row. Raises ValueError if a header can't be written (RFC 5322).

    Date and Message-ID come from the row: whoever gets it twice after all, because a person
    sent it again, has two mails of one identity, and most programs show one.
    """
    headers = {
        **message.headers,
        "Date": format_datetime(message.queued_at),
        "Message-ID": f"<{hashlib.sha256(message.key.encode()).hexdigest()[:40]}@{_domain()}>",
    }
    letter = Letter(message.subject, message.text, None, [message.recipient], headers=headers)
    if message.html:
        letter.attach_alternative(message.html, "text/html")
    return letter


def check_headers(headers: dict[str, str]) -> None:
    """Raise ValueError unless each header may be added to ours and can be written as it is."""
    for name, value in headers.items():
        if not HEADER_NAME.fullmatch(name) or name.lower() in OURS:
            raise ValueError(f"{name!r} can't be used as a further header of a mail.")
        if not (value.isascii() and value.isprintable() and len(value) <= LONGEST_HEADER):
            raise ValueError(f"The value of {name} isn't one line of at most 900 ASCII signs.")


def _domain() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return punycode(address.rpartition("@")[2]) or "localhost"
