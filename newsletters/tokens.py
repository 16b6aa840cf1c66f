"""Signed links in mails: one kind to confirm, good for a week; one to leave, good for ever."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from newsletters.models import Subscriber

CONFIRM_WITHIN = timedelta(days=7)
CONFIRM, LEAVE = "newsletters.confirm", "newsletters.leave"


class Expired(Exception):
    """The link was right and is too old."""


def confirm_path(subscriber: Subscriber) -> str:
    return reverse("newsletters:confirm", args=[_sign(subscriber, CONFIRM)])


def leave_path(subscriber: Subscriber) -> str:
    return reverse("newsletters:leave", args=[_sign(subscriber, LEAVE)])


def to_confirm(token: str) -> Subscriber | None:
    """Return whom a link to confirm was sent to; raises Expired after a week."""
    try:
        return _subscriber(token, CONFIRM, CONFIRM_WITHIN)
    except signing.SignatureExpired:
        raise Expired from None


def to_leave(token: str) -> Subscriber | None:
    """Return whom a link to leave was sent to, however long ago."""
    return _subscriber(token, LEAVE, None)


def _sign(subscriber: Subscriber, salt: str) -> str:
    return signing.TimestampSigner(salt=salt).sign(str(subscriber.pk))


def _subscriber(token: str, salt: str, within: timedelta | None) -> Subscriber | None:
    try:
        key = signing.TimestampSigner(salt=salt).unsign(token, max_age=within)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(pk=int(key)).first()
