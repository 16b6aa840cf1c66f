"""`{% share_box networks address title %}`: what an article page offers for sharing."""

from collections.abc import Iterable
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString

from press.pages.stencils import filled
from publication.sharing import Network, ShareLink, share_link

register = template.Library()


@register.simple_tag
def share_box(first: Iterable[str], address: str, title: str) -> SafeString:
    """Draw ways to pass on what stands at the absolute `address`; the `first` networks in front."""
    facts = {"first": tuple(first)}
    words = {
        "address": address,
        "title": title,
        "quoted_address": quote(address, safe=""),
        "quoted_title": quote(title, safe=""),
    }
    return filled("components/_share.html", facts, words)


@register.simple_tag
def share_links(
    first: Iterable[str], address: str, quoted_address: str, quoted_title: str
) -> dict[str, list[ShareLink]]:
    """Return the `first` networks in their order, and the others as `more`."""
    chosen = [Network(name) for name in first]
    others = [network for network in Network if network not in chosen]
    return {
        name: [share_link(network, address, quoted_address, quoted_title) for network in networks]
        for name, networks in (("first", chosen), ("more", others))
    }
