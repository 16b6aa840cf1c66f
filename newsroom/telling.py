"""Mails to those who work here: a page that stayed old for readers."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

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
