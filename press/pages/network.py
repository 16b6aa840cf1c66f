"""Where a request comes from: the address as far as our own proxies can be believed, and a hash.

No address is ever stored. What needs to tell floods apart keeps a keyed hash that is good for one
day of UTC.
"""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from press import clock

# What one household gets from its provider: one IPv4 address, or one IPv6 network of this size.
IPV6_PREFIX = 64


def client_address(environ: Mapping[str, Any]) -> str:
    """Return the reader's network address for a WSGI `environ`.

    Each proxy of ours (setting PROXY_HOPS) appends one address to X-Forwarded-For; whatever
    stands before those was written by the sender and isn't believed.
    """
    if settings.PROXY_HOPS:
        forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if len(forwarded) >= settings.PROXY_HOPS:
            return forwarded[-settings.PROXY_HOPS].strip()
    return str(environ.get("REMOTE_ADDR", ""))


def network_of(environ: Mapping[str, Any]) -> str:
    """Return the hash of the sender's network for a WSGI `environ`, "" when it isn't known.

    HMAC with SECRET_KEY, salted with the day of UTC: the same network has another hash tomorrow,
    so what was sent on two days can't be joined by it. An hour's count begins anew at midnight.
    """
    try:
        address = ipaddress.ip_address(client_address(environ))
    except ValueError:
        return ""
    network: Any = address
    if isinstance(address, ipaddress.IPv6Address):
        wide = ipaddress.ip_network((int(address), IPV6_PREFIX), strict=False)
        network = address.ipv4_mapped or wide
    value = f"{clock.now():%Y-%m-%d} {network}"
    return salted_hmac("press.pages.network", value, algorithm="sha256").hexdigest()
