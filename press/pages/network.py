"""Where a request comes from, as far as our own proxies can be believed."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


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
