"""What allauth's pages show of the desk around them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

OWN_PAGES = ("mfa_", "account_")


def own_pages(request: HttpRequest) -> dict[str, Any]:
    """The desk's frame, for pages whose views know nothing of it."""
    found = request.resolver_match
    if found is None or not (found.url_name or "").startswith(OWN_PAGES):
        return {}
    return {**admin.site.each_context(request), "title": ""}
