"""The newspaper of a request: its zone and language, and its facts in templates."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from press.pages.parts import kept, kept_at_least_for_one_page
from publication.models import Publication


class CurrentPublication:
    """Load the newspaper once a request, and speak its language in its time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/health/"):
            return self.get_response(request)
        with kept_at_least_for_one_page():
            publication = present()
            request.publication = publication  # type: ignore[attr-defined]
            with timezone.override(publication.zone), translation.override(publication.language):
                return self.get_response(request)


def present() -> Publication:
    """Return the newspaper, as a part of the page that is being made."""
    return kept("publication", Publication.objects.current)


def publication(request: HttpRequest) -> dict[str, Any]:
    """Give every template the newspaper as `publication`."""
    return {"publication": getattr(request, "publication", None)}
