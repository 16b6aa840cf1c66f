"""Lists of networks, one a line: whether an address lies in one of them."""

import ipaddress
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def network_in(address: str, entries: str) -> str:
    """Return the first line of the list in whose network the address lies, "" if none."""
    if not (address and entries):
        return ""
    there = ipaddress.ip_address(address)
    return next((line for line, network in _networks(entries) if there in network), "")


def validate_networks(entries: str) -> None:
    """Raise ValidationError that names the lines which are no address and no network."""
    wrong = [line for line in _lines(entries) if _network(line) is None]
    if wrong:
        sentence = _("These lines are no networks: %(lines)s. Write 192.0.2.0/24, or an address.")
        raise ValidationError(sentence % {"lines": ", ".join(wrong[:5])})


def _network(line: str) -> Any:
    try:
        return ipaddress.ip_network(line, strict=False)
    except ValueError:
        return None


def _lines(entries: str) -> list[str]:
    return [line.strip() for line in entries.splitlines() if line.strip()]


@lru_cache(maxsize=4)
def _networks(entries: str) -> list[tuple[str, Any]]:
    found = ((line, _network(line)) for line in _lines(entries))
    return [(line, network) for line, network in found if network is not None]
