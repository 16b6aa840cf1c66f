"""Where a comment comes from: what is known while it is taken, and the little that is kept.

Kept are keyed hashes. `network` is another one tomorrow (press/pages/network). `network_mark` and
`browser_mark` stay the same, so that somebody who was banned yesterday is known today; they are
dropped after some days (`forgetting`). The address itself is stored
nowhere but beside what Akismet was asked about, and goes with them.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

from press.pages.network import IPV6_PREFIX, client_address, network_of

SALT = "comments.origin"


@dataclass(frozen=True, slots=True)
class Origin:
    network: str = ""
    address: str = ""
    network_mark: str = ""
    browser_mark: str = ""
    agent: str = ""


NOWHERE = Origin()


def origin_of(environ: Mapping[str, Any]) -> Origin:
    """Return what is known of the sender for a WSGI `environ`; NOWHERE if the network isn't."""
    try:
        address = ipaddress.ip_address(client_address(environ))
    except ValueError:
        return NOWHERE
    address = getattr(address, "ipv4_mapped", None) or address
    household = 32 if address.version == 4 else IPV6_PREFIX
    network = ipaddress.ip_network(f"{address}/{household}", strict=False)
    browser = f"{environ.get('HTTP_USER_AGENT', '')} {environ.get('HTTP_ACCEPT_LANGUAGE', '')}"
    return Origin(
        network=network_of(environ),
        address=str(address),
        network_mark=mark_of(f"network {network}"),
        browser_mark=mark_of(f"browser {network} {browser}"),
        agent=str(environ.get("HTTP_USER_AGENT", "")),
    )


def address_mark(email: str) -> str:
    """Return the mark of an email address ("": none), the same for all its `+aliases`."""
    if not email:
        return ""
    name, _at, domain = email.strip().casefold().rpartition("@")
    return mark_of(f"address {name.partition('+')[0]}@{domain}")


def mark_of(what: str) -> str:
    """Return a keyed hash that stays the same as long as SECRET_KEY does."""
    return salted_hmac(SALT, what, algorithm="sha256").hexdigest()
