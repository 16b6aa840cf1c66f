"""SMTP that knows whether the far side has taken a mail.

What smtplib raises doesn't tell it. `SMTPServerDisconnected` means "the greeting never came",
"the line broke after RCPT", "it broke while the text was on its way", and "it broke when all had
been said and only the answer was missing": the first three are safe to repeat, the last may have
been accepted. A timeout comes as the same exception. And after a mail *was* accepted, Django
closes the line by QUIT, which may raise too.

RFC 5321 draws one line through all that. The far side takes responsibility with its reply to the
end of the text (4.2.5, 6.1), and 354 is the reply after which the text goes out (4.1.1.4). So a
witness listens to every reply: before 354 nothing can have been taken; from 354 on, only a reply
tells; and once it has come, nothing that happens later changes it.

Each connection-wide trouble (no such host, refused, greeting, HELO, STARTTLS, login) is worth
another attempt, whatever its number: it isn't about the mail, and the operator can mend it. A 5xx
to MAIL, RCPT, DATA or to the text is for good (4.2.1).
"""

import smtplib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.utils.translation import gettext as _

# RFC 5321, 4.5.3.2.6: an impatient sender makes doubles, because the far side may be busy storing.
ANSWER_SECONDS = 600.0
WORDS_AT_MOST = 500


class NotTaken(smtplib.SMTPException):
    """The far side hasn't taken the mail, for certain. `for_good`: another attempt is no use."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        super().__init__(words)
        self.for_good = for_good


class Unanswered(smtplib.SMTPException):
    """The text was on its way when the line was lost: whether it was taken can't be known."""


class Witness:
    """Hears every reply on a line, and says what they mean for the one mail sent over it."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew with the next mail."""
        self.text_began = False
        self.answer: tuple[int, bytes] | None = None

    def hear(self, code: int, words: bytes) -> None:
        if self.text_began and self.answer is None:
            self.answer = (code, words)
        elif code == 354:
            self.text_began = True

    def verdict(self, problem: Exception) -> Exception | None:
        """Turn what was raised into NotTaken or Unanswered; None if the mail was taken."""
        if self.answer is not None:
            code = self.answer[0]
            if 200 <= code < 300:
                return None
            if 400 <= code < 600:
                return NotTaken(_refusal(*self.answer), for_good=code >= 500)
        if self.text_began:
            return Unanswered(
                _("The line was lost before the mail server answered (%(reason)s).")
                % {"reason": _readable(problem)}
            )
        if (reply := _reply(problem)) is not None:
            return NotTaken(_refusal(*reply), for_good=reply[0] >= 500)
        # What isn't the network's trouble lies in the mail itself: it can't be written this way.
        return NotTaken(_readable(problem), for_good=not isinstance(problem, OSError))


class Line(smtplib.SMTP):
    """A connection whose replies are heard by a witness."""

    def __init__(self, *place: Any, witness: Witness, **options: Any) -> None:
        self._witness = witness  # First: smtplib connects, and reads the greeting, at once.
        super().__init__(*place, **options)

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        self._witness.hear(code, words)
        return code, words

    def data(self, msg: Any) -> tuple[int, bytes]:
        assert self.sock is not None
        usual = self.sock.gettimeout()
        self.sock.settimeout(ANSWER_SECONDS)
        reply = super().data(msg)
        self.sock.settimeout(usual)
        return reply


class SecureLine(Line, smtplib.SMTP_SSL):
    """The same inside TLS from the first byte (port 465)."""


class EmailBackend(smtp.EmailBackend):
    """Django's own, but raising NotTaken or Unanswered, and nothing for a mail that was taken."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._witness = Witness()

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        return partial(SecureLine if self.use_ssl else Line, witness=self._witness)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._send_alone(message) for message in email_messages)

    def _send_alone(self, message: EmailMessage) -> int:
        self._witness.forget()
        try:
            return super().send_messages([message])
        except Exception as problem:
            verdict = self._witness.verdict(problem)
            if self.connection is None:  # Django leaves a line open that it couldn't set up.
                with suppress(OSError):
                    self.close()
            if verdict is None:
                return 1
            raise verdict from problem


def _reply(problem: Exception) -> tuple[int, bytes | str] | None:
    """Return the reply to MAIL, RCPT or DATA that smtplib raised, or None."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return next(iter(problem.recipients.values()))
    if isinstance(problem, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return problem.smtp_code, problem.smtp_error
    return None


def _refusal(code: int, words: bytes | str) -> str:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return _("The mail server answered: %(code)s %(words)s") % {"code": code, "words": _clean(said)}


def _readable(problem: Exception) -> str:
    return _clean(f"{type(problem).__name__}: {problem}")


def _clean(words: str) -> str:
    return " ".join(words.replace("\0", "").split())[:WORDS_AT_MOST]
