"""Where a reader can pass an article on: plain addresses, opened by the reader and nobody else.

Nothing is loaded from these hosts. The addresses are those that each of them documents for such
links; Mastodon has no single host, so its own page lets the reader choose a server, and keeps the
words in the fragment, which isn't sent to it.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Network(models.TextChoices):
    MAIL = "mail", _("Email")
    WHATSAPP = "whatsapp", "WhatsApp"
    X = "x", "X"
    FACEBOOK = "facebook", "Facebook"
    BLUESKY = "bluesky", "Bluesky"
    MASTODON = "mastodon", "Mastodon"
    LINKEDIN = "linkedin", "LinkedIn"
    TELEGRAM = "telegram", "Telegram"
    COPY = "copy", _("Copy link")


FORMS = {
    Network.MAIL: "mailto:?subject={title}&body={address}",
    Network.WHATSAPP: "https://wa.me/?text={title}%20{address}",
    Network.X: "https://x.com/intent/post?text={title}&url={address}",
    Network.FACEBOOK: "https://www.facebook.com/sharer/sharer.php?u={address}",
    Network.BLUESKY: "https://bsky.app/intent/compose?text={title}%20{address}",
    Network.MASTODON: "https://share.joinmastodon.org/#text={title}%20{address}",
    Network.LINKEDIN: "https://www.linkedin.com/sharing/share-offsite/?url={address}",
    Network.TELEGRAM: "https://t.me/share/url?url={address}&text={title}",
}


@dataclass(frozen=True)
class ShareLink:
    """One way to share: the network, the address to open, the word that leads there."""

    network: Network
    address: str

    @property
    def label(self) -> str:
        return str(self.network.label)

    @property
    def copies(self) -> bool:
        return self.network == Network.COPY


def default_networks() -> list[str]:
    """The networks that a newspaper shows first until it chooses others."""
    return [Network.MAIL, Network.WHATSAPP, Network.COPY]


def share_link(network: Network, address: str, quoted_address: str, quoted_title: str) -> ShareLink:
    """Return how to share what stands at an absolute `address`; the others are quoted for URLs."""
    form = FORMS.get(network)
    if form is None:
        return ShareLink(network, address)
    return ShareLink(network, form.format(address=quoted_address, title=quoted_title))
