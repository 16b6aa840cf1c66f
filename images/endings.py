"""When the right to show a picture ends: the clock knows it a week before, and one mail says so."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from images.models import RIGHTS_WARNING, Image, today
from images.uses import uses_of
from press import clock
from press.clock import moments
from press.mail import outbox
from publication.models import Publication

ACT = "images.rights_end"
# Before most people's first coffee, and in no night of a year left out.
MORNING = time(6)
TOLD_AT_MOST = 50


def expect_end(image: Image) -> None:
    """Leave word with the clock, inside the present transaction, or take it back."""
    if image.rights_until is None or image.rights_end_by(today()):
        expect_none(image)
        return
    zone = ZoneInfo(Publication.objects.current().time_zone)
    due = datetime.combine(image.rights_until - RIGHTS_WARNING, MORNING, zone)
    at = max(due, clock.now())
    moments.expect(_name(image), at, [], act=ACT, subject=image.pk, label=str(image))


def expect_none(image: Image) -> None:
    """Let the clock say nothing of this picture."""
    moments.cancel(_name(image))


def warn(image: Image) -> None:
    """Mail whoever uploaded a picture in use that its rights end; else those who may remove it.

    Orders one mail for each person and end, and none for a picture that nothing shows.
    """
    uses = uses_of(image)
    if not uses or image.rights_until is None:
        return
    facts = {"name": str(image), "day": date_format(image.rights_until, "DATE_FORMAT")}
    page = settings.SITE_URL + reverse("admin:images_image_change", args=[image.pk])
    lines = [f"{use.what}: {use.name}\n  {settings.SITE_URL}{use.page}" for use in uses]
    said = _("“%(name)s” may be shown until %(day)s. It is used here:") % facts
    for person in _whom(image):
        outbox.post(
            key=f"images.rights:{image.pk}:{image.rights_until}:{person.pk}",
            recipient=person.email,
            subject=(_("Rights end on %(day)s: %(name)s") % facts)[:300],
            text="\n\n".join([said, *lines, page]),
        )


def _name(image: Image) -> str:
    return f"images.rights:{image.pk}"


def _whom(image: Image) -> list[User]:
    people = User.objects.filter(is_active=True).exclude(email="")
    if image.uploaded_by is not None and people.contains(image.uploaded_by):
        return [image.uploaded_by]
    editors = User.objects.with_perm("images.delete_image", include_superusers=False)
    return list(people.filter(pk__in=editors.values("pk"))[:TOLD_AT_MOST])
