"""Around requests at the desk: its sessions are seen."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts import sessions


class SeeSessions:
    """Note at the desk which sessions are used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/desk/") and request.user.is_authenticated:
            sessions.see(request)
        return self.get_response(request)
