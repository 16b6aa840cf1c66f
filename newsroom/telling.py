"""Mails to those who work here: a page that stayed old for readers, a note that names them."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Note
from articles.signals import note_written
from press.mail import outbox
from press.pages.models import Receipt
from press.pages.signals import page_stayed_old


@receiver(page_stayed_old)
def tell_of_old_page(receipt: Receipt, **signal: Any) -> None:
    """Mail whoever published; the operator too, who can do something about caches."""
    address = settings.SITE_URL + reverse("admin:pages_receipt_change", args=[receipt.pk])
    lines = [
        f"{place['what']}: {settings.SITE_URL}{place['path']}\n  {place.get('problem', '')}"
        for place in receipt.missing
    ]
    text = _("Half a minute after “%(label)s” was saved, readers still get an older page here:") % {
        "label": receipt.label
    }
    for recipient in {receipt.by.email if receipt.by else "", settings.OPERATOR_MAIL} - {""}:
        outbox.post(
            key=f"pages.receipt:{receipt.pk}:{recipient}"[:200],
            recipient=recipient,
            subject=_("Not live everywhere: %(label)s") % {"label": receipt.label[:200]},
            text="\n\n".join([text, *lines, address]),
            urgent=True,
        )


@receiver(note_written)
def tell_of_note(note: Note, people: list[User], **signal: Any) -> None:
    """Mail everybody whom a note names, but not its writer."""
    for person in people:
        if person.email and person.pk != note.by_id:
            outbox.post(
                key=f"articles.note:{note.pk}:{person.pk}",
                recipient=person.email,
                subject=_("%(name)s names you: %(headline)s")
                % {"name": note.by, "headline": str(note.article)[:200]},
                text="\n\n".join([note.text, settings.SITE_URL + note.desk_address]),
            )
