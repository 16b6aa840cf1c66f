"""Follow a redirect where nothing else answered: never a query before a page that exists."""

from collections.abc import Callable
from urllib.parse import quote, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.encoding import iri_to_uri

from press.redirects.following import follow

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class FollowRedirects:
    """Turn a 404 for a known old path into one 301, or into a 410 when it is gone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        return self.followed(request) or response

    def followed(self, request: HttpRequest) -> HttpResponse | None:
        # Hits are counted here because this is the one moment when somebody came this way.
        # A path without its last slash needs no step of its own before this one.
        new_path = follow(request.path.rstrip("/") + "/")
        if new_path is None:
            return None
        response: HttpResponse
        if new_path:
            address = _address(new_path, request.META.get("QUERY_STRING", ""))
            response = HttpResponsePermanentRedirect(address)
        else:
            response = render(request, "410.html", status=410)
        # Each visit is counted here, so nobody on the way may answer the next one.
        response["Cache-Control"] = "private, no-cache"
        return response


def _address(new_path: str, query: str) -> str:
    """The target as a browser wants it, with the query that the reader brought beside its own."""
    parts = urlsplit(new_path)
    asked = "&".join(filter(None, [parts.query, query]))
    return urlunsplit(("", "", quote(parts.path), iri_to_uri(asked), iri_to_uri(parts.fragment)))
