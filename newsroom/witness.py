"""The witness of the clock: says at the desk when it ran, and mails when it stands.

A clock that stands can't say so itself, and neither can the workers that send mail: both are dead
then. So a thread in each web process looks, and the first to notice sends the mail by itself.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from press import clock
from press.clock.models import Moment
from press.clock.sweep import STANDS_AFTER, last_beat
from press.mail import outbox, sending

logger = logging.getLogger(__name__)
LOOKS_EVERY_SECONDS = 10
SHOWN = 5


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What the desk says of the clock."""

    ran_at: datetime | None
    stands: bool
    overdue: list[Moment]
    coming: list[Moment]

    @property
    def operator_knows(self) -> bool:
        """Whether there is somebody who gets a mail when it stands."""
        return bool(settings.OPERATOR_MAIL)

    @property
    def sentence(self) -> str:
        """Say “The clock ran 8 s ago”, or for how long it has stood."""
        if self.ran_at is None:
            return _("The clock has never run. Start the workers.")
        ago = clock.now() - self.ran_at
        if self.stands:
            return _("The clock has stood still for %(time)s.") % {
                "time": timesince(self.ran_at, clock.now())
            }
        seconds = max(0, round(ago.total_seconds()))
        return ngettext("The clock ran %(n)d s ago.", "The clock ran %(n)d s ago.", seconds) % {
            "n": seconds
        }


def clock_face() -> ClockFace:
    """Return what the desk shows, by two short queries."""
    ran_at, now = last_beat(), clock.now()
    waiting = list(Moment.objects.waiting().acts()[: 2 * SHOWN])
    # What is due since less than a minute may just be in its sweep.
    overdue = [row for row in waiting if row.due_at and row.due_at <= now - STANDS_AFTER]
    coming = [row for row in waiting if row.due_at and row.due_at > now]
    stands = ran_at is None or now - ran_at > STANDS_AFTER
    return ClockFace(ran_at, stands, overdue[:SHOWN], coming[:SHOWN])


def look(since: datetime) -> bool:
    """Mail the operator, once for each standstill, if the clock stands; return whether it does.

    `since` is when this process began to look: a newspaper that was switched off for the night
    has a minute to start its workers.
    """
    ran_at = last_beat()
    if clock.now() - max(ran_at or since, since) <= STANDS_AFTER:
        return False
    if settings.OPERATOR_MAIL:
        _mail(ran_at or since)
    return True


def _mail(ran_at: datetime) -> None:
    message = outbox.post(
        key=f"newsroom.clock_stands:{ran_at:%Y-%m-%dT%H:%M:%S}",
        recipient=settings.OPERATOR_MAIL,
        subject=_("The clock of %(site)s stands still") % {"site": settings.SITE_URL},
        text=_(
            "The clock ran last at %(moment)s UTC. What is scheduled appears on time all the same, "
            "but mails, notices and purges wait until the workers run again: what was missed is "
            "then done in order.\n\n"
            "Look whether `manage.py run`, or the process that runs the workers, is still there, "
            "and what its log says."
        )
        % {"moment": f"{ran_at:%Y-%m-%d %H:%M:%S}"},
        urgent=True,
    )
    # Nobody else can: claimed before it is sent, it is still sent once.
    sending.send(message.pk)


def keep_looking() -> None:
    """Start the thread of this process; call it where requests are served."""
    threading.Thread(target=_run, name="witness", daemon=True).start()


def _run() -> None:
    since = clock.now()
    stood = False
    while True:
        time.sleep(LOOKS_EVERY_SECONDS)
        try:
            close_old_connections()
            stands = look(since)
            if stands and not stood:
                logger.error("The clock stands still: are the workers running?")
            stood = stands
        except Exception:
            # The database may be away; this thread must go on.
            logger.warning("Whether the clock runs couldn't be found out.", exc_info=True)
        finally:
            close_old_connections()
