"""Verbs of subscribing: ask, confirm, leave. Only a confirmed address counts."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from newsletters import addresses, limits, tokens
from newsletters.models import Subscriber
from press import clock, history
from press.mail import outbox
from publication.models import Publication

State = Subscriber.State
TooMany = limits.TooMany


class NotAsked(Exception):
    """They have left since they asked: only a new asking can be confirmed."""


@transaction.atomic
def ask(email: str, *, network: str, trap: str = "") -> None:
    """Take an address and send it a mail with the link that confirms it.

    `network` is the keyed hash of where the wish comes from; `trap` the hidden field, which only
    programs fill: those are answered like everybody, and nothing is kept. Whoever asks can't
    learn whether the address was known: for a confirmed one nothing is sent, for any other a
    mail, as far as `limits` allow. Writes the row and the entry "asked", both only with a mail.
    Raises TooMany, and ValidationError if the address has no form that can be written to.
    """
    if trap:
        return
    email = addresses.normal(email)
    limits.count_asking(network)
    subscriber = _locked(email)
    if subscriber.state == State.CONFIRMED or not limits.may_mail(subscriber):
        return
    if subscriber.state == State.LEFT:
        _begin_anew(subscriber)
    history.record(subscriber, "asked", by=None)
    _send_confirmation(subscriber)


@transaction.atomic
def confirm(subscriber: Subscriber) -> Subscriber:
    """Confirm an address; doing so twice changes nothing more. Writes the entry "confirmed".

    Raises NotAsked if its owner has left meanwhile, also if somebody has asked again since.
    """
    asked_at = subscriber.asked_at
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.state == State.LEFT or subscriber.asked_at != asked_at:
        raise NotAsked
    if subscriber.state != State.CONFIRMED:
        subscriber.state, subscriber.confirmed_at = State.CONFIRMED, clock.now()
        subscriber.save()
        history.record(subscriber, "confirmed", by=None)
    return subscriber


@transaction.atomic
def leave(subscriber: Subscriber, *, by: User | AnonymousUser | None = None) -> Subscriber:
    """Take an address off the list; doing so twice changes nothing more. Entry "left".

    `by` is who does so at the desk, None when its owner does.
    """
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.state != State.LEFT:
        subscriber.state, subscriber.left_at = State.LEFT, clock.now()
        subscriber.save()
        history.record(subscriber, "left", by=by)
    return subscriber


def _locked(email: str) -> Subscriber:
    """Return the row of an address, locked; of two who make it at once the second waits."""
    # The words of the unique index, so that it is used.
    rows = Subscriber.objects.select_for_update().alias(address=Lower("email"))
    subscriber, _is_new = rows.get_or_create(
        address__exact=email.lower(),
        defaults={
            "email": email,
            "language": get_language() or "en",
            "asked_at": clock.now(),
        },
    )
    return subscriber


def _begin_anew(subscriber: Subscriber) -> None:
    subscriber.state, subscriber.asked_at = State.UNCONFIRMED, clock.now()
    subscriber.confirmed_at = subscriber.left_at = None
    subscriber.save()


def _send_confirmation(subscriber: Subscriber) -> None:
    publication = Publication.objects.current()
    leave_url = settings.SITE_URL + tokens.leave_path(subscriber)
    subject = _("Please confirm your subscription to %(name)s") % {"name": publication.name}
    context = {
        "publication": publication,
        "subject": subject,
        "confirm_url": settings.SITE_URL + tokens.confirm_path(subscriber),
    }
    outbox.post(
        key=f"{limits.key_of_mails(subscriber)}{clock.now().isoformat()}",
        recipient=subscriber.email,
        subject=subject,
        text=render_to_string("email/newsletters/confirm.txt", context),
        html=render_to_string("email/newsletters/confirm.html", context),
        headers=outbox.one_click(leave_url),
        urgent=True,
    )
