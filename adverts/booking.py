"""Verbs of advertisements. Those who may are in the table of rights (`adverts.change_advert`)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from adverts.models import RUNNING_KEY, Advert
from press import clock, history
from press.clock import moments
from press.pages.keys import key_of, touch


class NotNow(Exception):
    """The advertisement's state doesn't allow it: a sentence for a person."""


@transaction.atomic
def book(advert: Advert, *, by: User) -> Advert:
    """Write a new advertisement or a changed one, and let it come and go by the clock.

    Writes the row, one history entry, and two moments of the clock; touches every page that has a
    place. Raises PermissionDenied.
    """
    _must(by)
    deed = "changed" if advert.pk else "booked"
    advert.save()
    _await(advert)
    history.record(advert, deed, by=by, detail={"address": advert.address})
    touch([RUNNING_KEY, key_of(advert)])
    return advert


@transaction.atomic
def end(advert: Advert, *, by: User) -> Advert:
    """Take an advertisement from all pages at once; its row and its counts stay.

    Raises NotNow if it has ended, PermissionDenied.
    """
    _must(by)
    advert = Advert.objects.select_for_update().get(pk=advert.pk)
    now = clock.now()
    if advert.ends_at is not None and advert.ends_at <= now:
        raise NotNow(_("It has ended already."))
    advert.ends_at = now
    advert.begins_at = min(advert.begins_at, now)
    advert.save(update_fields=["begins_at", "ends_at"])
    _await(advert)
    history.record(advert, "ended", by=by)
    touch([RUNNING_KEY, key_of(advert)])
    return advert


def _must(by: User) -> None:
    if not by.has_perm("adverts.change_advert"):
        raise PermissionDenied


def _await(advert: Advert) -> None:
    """Leave word with the clock of what it will do; what is due and not told yet stays."""
    for deed, at in (("begin", advert.begins_at), ("end", advert.ends_at)):
        name = f"advert {advert.pk} {deed}"
        if at is None or at <= clock.now():
            moments.cancel_coming(name)
        else:
            about: Any = {"act": f"adverts.{deed}", "subject": advert.pk, "label": str(advert)}
            moments.expect(name, at, [RUNNING_KEY], **about)
