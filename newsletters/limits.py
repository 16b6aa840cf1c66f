"""How much may be asked: against using this site to fill a stranger's inbox."""

from datetime import timedelta

from django.utils.translation import gettext as _

from newsletters.models import Asking, Subscriber
from press import clock
from press.locks import one_at_a_time
from press.mail.models import Message

ASKS_FROM_A_NETWORK = 10
IN_AN_HOUR = timedelta(hours=1)
# What the owner of an address gets at most, whoever types it and however often.
MAILS_TO_AN_ADDRESS = 5
IN_A_DAY = timedelta(days=1)
BETWEEN_MAILS = timedelta(hours=1)


class TooMany(Exception):
    """More was asked from one network than a household asks; `str()` is a sentence."""


def count_asking(network: str) -> None:
    """Count one asking from a network, inside the present transaction.

    `network` is a keyed hash, "" when it isn't known: that counts for nothing. Forgets what was
    counted more than an hour ago. Raises TooMany; a refused asking isn't counted.
    """
    if not network:
        return
    now = clock.now()
    # One asking at a time: several at once would all find the last free place.
    one_at_a_time(f"newsletters {network}")
    asked = Asking.objects.filter(network=network, at__gt=now - IN_AN_HOUR)
    if asked.count() >= ASKS_FROM_A_NETWORK:
        raise TooMany(
            _("Too much was asked from your network within an hour. Please try again later.")
        )
    Asking.objects.filter(at__lte=now - IN_AN_HOUR).delete()
    Asking.objects.create(network=network, at=now)


def may_mail(subscriber: Subscriber) -> bool:
    """Whether one more confirmation mail may go to a subscriber, whose row is locked."""
    now = clock.now()
    mails = Message.objects.keyed(key_of_mails(subscriber)).filter(queued_at__gt=now - IN_A_DAY)
    moments = mails.order_by("-queued_at").values_list("queued_at", flat=True)
    latest = list(moments[:MAILS_TO_AN_ADDRESS])
    return not latest or (len(latest) < MAILS_TO_AN_ADDRESS and now - latest[0] >= BETWEEN_MAILS)


def key_of_mails(subscriber: Subscriber) -> str:
    """What the keys of all confirmation mails to this subscriber begin with."""
    return f"newsletters.confirm:{subscriber.pk}:"
