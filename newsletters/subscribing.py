"""Verbs of subscribing: ask, confirm, leave. Only a confirmed address counts."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsletters import tokens
from newsletters.models import Subscriber
from press import clock, history
from press.mail import outbox
from publication.models import Publication

# Against using this site to fill a stranger's inbox (docs/operating.md, "Newsletters").
ASKS_FROM_A_NETWORK = 10
IN_AN_HOUR = timedelta(hours=1)
State = Subscriber.State


class TooMany(Exception):
    """More was asked from one network than a household asks; `str()` is a sentence."""


@transaction.atomic
def ask(email: str, *, network: str, trap: str = "") -> None:
    """Take an address and send it a mail with the link that confirms it.

    `email` is a valid address; `network` the keyed hash of where the wish comes from; `trap` the
    hidden field, which only programs fill: those are answered like everybody, and nothing is kept.
    Whoever asks can't learn whether the address was known: for a confirmed one nothing is sent,
    for any other at most one mail an hour. Writes the row and the entry "asked". Raises TooMany.
    """
    if trap:
        return
    _refuse_floods(network)
    now = clock.now()
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        email__iexact=email,
        defaults={
            "email": email,
            "language": get_language() or "en",
            "asked_at": now,
            "asked_from": network,
        },
    )
    if subscriber.state == State.CONFIRMED:
        return
    if not is_new:
        _ask_again(subscriber, network)
    history.record(subscriber, "asked", by=None)
    _send_confirmation(subscriber)


@transaction.atomic
def confirm(subscriber: Subscriber) -> Subscriber:
    """Confirm an address; doing so twice changes nothing more. Writes the entry "confirmed"."""
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.state != State.CONFIRMED:
        subscriber.state, subscriber.confirmed_at = State.CONFIRMED, clock.now()
        subscriber.left_at = None
        subscriber.save()
        history.record(subscriber, "confirmed", by=None)
    return subscriber


@transaction.atomic
def leave(subscriber: Subscriber) -> Subscriber:
    """Take an address off the list; doing so twice changes nothing more. Entry "left"."""
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.state != State.LEFT:
        subscriber.state, subscriber.left_at = State.LEFT, clock.now()
        subscriber.save()
        history.record(subscriber, "left", by=None)
    return subscriber


def _refuse_floods(network: str) -> None:
    since = clock.now() - IN_AN_HOUR
    asked = Subscriber.objects.filter(asked_from=network, asked_at__gt=since)
    if network and asked.count() >= ASKS_FROM_A_NETWORK:
        raise TooMany(
            _("Many addresses came from your network within an hour. Please try again later.")
        )


def _ask_again(subscriber: Subscriber, network: str) -> None:
    subscriber.asked_at, subscriber.asked_from = clock.now(), network
    subscriber.state, subscriber.left_at = State.UNCONFIRMED, None
    subscriber.save()


def _send_confirmation(subscriber: Subscriber) -> None:
    publication = Publication.objects.current()
    leave_url = settings.SITE_URL + tokens.leave_path(subscriber)
    context = {
        "publication": publication,
        "confirm_url": settings.SITE_URL + tokens.confirm_path(subscriber),
    }
    outbox.post(
        # The hour is part of the key, so that asking often sends once.
        key=f"newsletters.confirm:{subscriber.pk}:{clock.now():%Y-%m-%dT%H}",
        recipient=subscriber.email,
        subject=_("Please confirm your subscription to %(name)s") % {"name": publication.name},
        text=render_to_string("email/newsletters/confirm.txt", context),
        # RFC 2369 and RFC 8058: one click in the mail program leaves.
        headers={
            "List-Unsubscribe": f"<{leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        urgent=True,
    )
