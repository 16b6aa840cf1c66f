"""What we send to other hosts: one request, bounded in time and size, to public addresses only.

The address of the far side is looked up once, checked, and then connected to, so that a name which
changes its address between the check and the connection reaches nothing of ours. Redirects aren't
followed.
"""

import http.client
import ipaddress
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

SECONDS = 10
# What the far side says is read this far, for the log.
READ_BYTES = 2_000


class Refused(OSError):
    """We don't send there: no web address, or one inside of our own network."""


def post(
    address: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS
) -> tuple[int, str]:
    """Send `body` to `address`, and return the status and the beginning of what was answered.

    Each step, such as to connect or to read on, may last so many `seconds`.

    Raises Refused for an address that isn't public, OSError when nobody answers in time.
    """
    return _ask("POST", address, body, headers, seconds, READ_BYTES)


def get(
    address: str, headers: Mapping[str, str], *, read_bytes: int, seconds: float = SECONDS
) -> tuple[int, str]:
    """Ask for `address`, in the same way, and read so many bytes of the answer."""
    return _ask("GET", address, None, headers, seconds, read_bytes)


def _ask(
    method: str,
    address: str,
    body: bytes | None,
    headers: Mapping[str, str],
    seconds: float,
    read_bytes: int,
) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(f"{address} is no web address.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    there = _public_address(parts.hostname, port)
    line = _LINES[parts.scheme](parts.hostname, port, there, seconds)
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        line.request(method, path, body, dict(headers))
        answer = line.getresponse()
        return answer.status, answer.read(read_bytes).decode(errors="replace")
    except http.client.HTTPException as problem:
        raise OSError(f"{parts.hostname} answered no HTTP: {problem!r}") from problem
    finally:
        line.close()


def is_public(address: str) -> bool:
    """Whether a network address is one of the whole world: not ours, not this machine."""
    found = ipaddress.ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_global and not (mapped or found).is_multicast


def _public_address(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(where[0]) for *_facts, where in found]
    if not addresses or not all(map(is_public, addresses)):
        raise Refused(f"{host} lies inside of a private network.")
    return addresses[0]


class _Line(http.client.HTTPConnection):
    """A connection to one address, whatever the name means by now."""

    def __init__(self, host: str, port: int, there: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._there = there

    def connect(self) -> None:
        self.sock = socket.create_connection((self._there, self.port), self.timeout)


class _SecureLine(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, there: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._there = there

    def connect(self) -> None:
        plain = socket.create_connection((self._there, self.port), self.timeout)
        context: Any = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


_LINES: dict[str, Any] = {"http": _Line, "https": _SecureLine}
