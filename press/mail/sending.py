"""Sending one message: claimed before, settled after, and never twice by our doing.

A row is claimed by one conditional UPDATE that is committed before any network is touched. Whoever
finds it claimed leaves it alone, so a job may run twice, be revived, or come late. A sender that
was killed leaves its row claimed; after a while that is `unknown`, and a person decides.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from press import clock
from press.mail.letter import compose
from press.mail.models import Message
from press.mail.outbox import defer
from press.mail.smtp import NotTaken

logger = logging.getLogger(__name__)
State = Message.State

# Before each further attempt; the last one is made a little less than a day after the first.
PAUSES = [
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 2, 4, 8, 8)),
]
# Longer than any sender can live: connecting, and ten minutes for the answer (press.mail.smtp).
LOST_AFTER = timedelta(minutes=15)


def send(message_id: int) -> None:
    """Send a message that waits. Does nothing if it is gone, sent, or claimed by another.

    Afterwards it is sent; or waits for its next attempt; or has failed, after nine attempts or a
    refusal for good; or is unknown, because the line was lost when it might have been taken.
    """
    message = _claim(message_id)
    if message is None:
        return
    try:
        compose(message).send(using="default")
    except NotTaken as answer:
        _try_again_or_fail(message, str(answer), for_good=answer.for_good)
    except Exception as problem:
        # Backends other than ours don't say how far they came: assume the worst.
        words = f"{type(problem).__name__}: {problem}".replace("\0", "")[:500]
        logger.warning("Whether mail %s has arrived isn't known: see the outbox.", message.pk)
        _settle(message, State.UNKNOWN, last_error=words)
    else:
        _settle(message, State.SENT, sent_at=clock.now(), last_error="")


def give_up_lost() -> int:
    """Call unknown what was claimed 15 minutes ago or more and never settled; return how many."""
    words = _("The sending process ended before it could say whether the mail was taken.")
    lost = Message.objects.lost_since(clock.now() - LOST_AFTER)
    return lost.update(state=State.UNKNOWN, last_error=words)


def _claim(message_id: int) -> Message | None:
    waiting = Message.objects.waiting().filter(pk=message_id)
    # Durable: it must be committed when the block ends, or a killed process would forget it.
    with transaction.atomic(durable=True):
        if not waiting.update(
            state=State.SENDING, claimed_at=clock.now(), attempts=F("attempts") + 1
        ):
            return None
        return Message.objects.get(pk=message_id)


@transaction.atomic
def _try_again_or_fail(message: Message, words: str, *, for_good: bool) -> None:
    if for_good or message.attempts > len(PAUSES):
        logger.warning("Mail %s couldn't be sent: see the outbox.", message.pk)
        _settle(message, State.FAILED, last_error=words)
        return
    due_at = clock.now() + PAUSES[message.attempts - 1]
    if _settle(message, State.WAITING, last_error=words, due_at=due_at):
        message.due_at = due_at
        defer(message)


def _settle(message: Message, state: str, **facts: datetime | str | Any) -> bool:
    """Write how the attempt ended, unless a person has decided otherwise meanwhile.

    A sender that was only slow may find its row `unknown` already: then what it knows is better.
    """
    mine = Message.objects.filter(
        pk=message.pk, claimed_at=message.claimed_at, state__in=[State.SENDING, State.UNKNOWN]
    )
    return bool(mine.update(state=state, **facts))
