"""Before any page is made: what has come due is put in place."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles import pending


class SettleDueChanges:
    """Let no page show the former text of a change whose moment has come.

    So the second in which readers see it is the clock's and depends on no job.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Not for what answers without the database, nor for the desk, which may lag as the sweep.
        if not request.path_info.startswith(("/health/", "/styles/", "/desk/")):
            pending.settle()
        return self.get_response(request)
