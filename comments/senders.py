"""Telling floods apart without keeping an address: a keyed hash that is good for one day."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.utils.crypto import salted_hmac

from press import clock
from press.pages.network import client_address

# What one household gets from its provider: one IPv4 address, or one IPv6 network of this size.
IPV6_PREFIX = 64


def network_of(environ: Mapping[str, Any]) -> str:
    """Return the hash of the sender's network for a WSGI `environ`, "" when it isn't known.

    HMAC with SECRET_KEY, salted with the day of UTC: the same network has another hash tomorrow,
    so comments of two days can't be joined by it. An hour's count begins anew at midnight.
    """
    try:
        address = ipaddress.ip_address(client_address(environ))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        network = mapped or ipaddress.ip_network((int(address), IPV6_PREFIX), strict=False)
    else:
        network = address
    value = f"{clock.now():%Y-%m-%d} {network}"
    return salted_hmac("comments.senders", value, algorithm="sha256").hexdigest()
