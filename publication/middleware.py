"""The newspaper of a request: its zone and language, and its facts in templates."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from press.pages.parts import kept, kept_at_least_for_one_page
from publication.models import Publication

_last_known: Publication | None = None


def last_known() -> Publication | None:
    """Return the newspaper as this process saw it last: for pages that may not ask the database."""
    return _last_known


class CurrentPublication:
    """Load the newspaper once a request, and speak its language in its time zone.

    Not for what must answer without the database, in no language: health and stylesheets.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(("/health/", "/styles/")):
            return self.get_response(request)
        global _last_known
        with kept_at_least_for_one_page():
            _last_known = publication = present()
            request.publication = publication  # type: ignore[attr-defined]
            with timezone.override(publication.zone), translation.override(publication.language):
                return self.get_response(request)


def present() -> Publication:
    """Return the newspaper with its menus, as a part of the page that is being made."""
    # Only what isn't kept pays for its query, which takes longer to write than a page to fill.
    return kept("publication", lambda: Publication.objects.with_menus().current())


def publication(request: HttpRequest) -> dict[str, Any]:
    """Give every template the newspaper as `publication`."""
    return {"publication": getattr(request, "publication", None)}
