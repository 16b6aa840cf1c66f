"""Signed links in mails: one kind to confirm, good for a week; one to leave, good for ever."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from newsletters.models import Subscriber
from press import clock

CONFIRM_WITHIN = timedelta(days=7)
CONFIRM, LEAVE = "newsletters.confirm", "newsletters.leave"


class Expired(Exception):
    """The link was right and is too old, or its owner has left the list since."""


def confirm_path(subscriber: Subscriber) -> str:
    """Return where the present asking is confirmed, from now on for a week."""
    facts = [subscriber.pk, subscriber.asked_at.timestamp(), clock.now().timestamp()]
    return reverse("newsletters:confirm", args=[_sign(facts, CONFIRM)])


def leave_path(subscriber: Subscriber) -> str:
    """Return where the subscriber leaves, today or in ten years."""
    return reverse("newsletters:leave", args=[_sign([subscriber.pk], LEAVE)])


def to_confirm(token: str) -> Subscriber | None:
    """Return whom a link to confirm was sent to, None if nobody.

    Raises Expired after a week, and once they have left: an asking ends by that, and the links
    of one that has ended are good for nothing, whether or not somebody asks again.
    """
    try:
        pk, asked_at, written_at = _read(token, CONFIRM)
    except signing.BadSignature:
        return None
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if subscriber is None:
        return None
    is_old = clock.now().timestamp() - written_at > CONFIRM_WITHIN.total_seconds()
    has_left = subscriber.state == Subscriber.State.LEFT
    if is_old or has_left or subscriber.asked_at.timestamp() != asked_at:
        raise Expired
    return subscriber


def to_leave(token: str) -> Subscriber | None:
    """Return whom a link to leave was sent to, however long ago; None if nobody."""
    try:
        [pk] = _read(token, LEAVE)
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(pk=pk).first()


def _sign(facts: list[Any], salt: str) -> str:
    return signing.Signer(salt=salt).sign_object(facts)


def _read(token: str, salt: str) -> Any:
    return signing.Signer(salt=salt).unsign_object(token)
