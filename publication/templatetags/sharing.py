"""`{% share_links networks address title as links %}`: what an article page offers for sharing."""

from collections.abc import Iterable

from django import template

from publication.sharing import Network, ShareLink, share_link

register = template.Library()


@register.simple_tag
def share_links(first: Iterable[str], address: str, title: str) -> dict[str, list[ShareLink]]:
    """Return the `first` networks in their order, and the others as `more`."""
    chosen = [Network(name) for name in first]
    others = [network for network in Network if network not in chosen]
    return {
        name: [share_link(network, address=address, title=title) for network in networks]
        for name, networks in (("first", chosen), ("more", others))
    }
