"""What is done to a login stands in the audit log, and is mailed to its person."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from press import clock, history
from press.mail import outbox


def note(person: User, verb: str, sentence: str, *, by: Any, **detail: Any) -> None:
    """Write that `verb` happened to the login of `person`, and mail them `sentence`.

    Call it inside the transaction that makes it true: entry and mail commit with it. People
    without an address get no mail.
    """
    history.record(person, verb, by=by, detail=detail)
    if not person.email:
        return
    now = clock.now()
    at = date_format(localtime(now), "DATETIME_FORMAT")
    outbox.post(
        key=f"accounts.{verb.replace(' ', '_')}:{person.pk}:{now.timestamp()}",
        recipient=person.email,
        subject=_("Your login at %(site)s") % {"site": settings.SITE_URL},
        text="\n\n".join(
            [
                _("%(sentence)s (%(name)s, %(at)s)")
                % {"sentence": sentence, "name": person.username, "at": at},
                _("If this wasn't you, change your password and tell your administrator."),
            ]
        ),
        urgent=True,
    )
