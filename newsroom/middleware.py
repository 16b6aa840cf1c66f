"""What surrounds a request: refusal of NUL bytes, compression for readers, logins at the desk."""

from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from press.pages import staff

DESK = "/desk/"
ANY_WORDS = ("/search/", "/api/search/")


def is_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(DESK)


class RefuseNulBytes:
    """Answer 400 to a NUL byte in an address: PostgreSQL stores none, so nothing can have it.

    A search takes any words, and leaves it out itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("QUERY_STRING", "")
        takes_any = request.path_info.startswith(ANY_WORDS)
        if "\0" in request.path_info or ("%00" in asked and not takes_any):
            sentence = _(
                "This address holds a sign that no address can hold. Check what you pasted."
            )
            return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class _AtTheDesk(MiddlewareMixin):
    """Run a middleware for the desk only: reader pages have no session, no login, no token."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if is_desk(request) else self.get_response(request)


class DeskPolicy:
    """Give every answer of the desk the desk's own policy for scripts and styles, unless its view
    has chosen one: a preview has that of readers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_desk(request) and not hasattr(response, "_csp_config"):
            response._csp_config = settings.DESK_CSP  # type: ignore[attr-defined]
        return response


class DeskSession(_AtTheDesk, SessionMiddleware):
    pass


class DeskAuthentication(_AtTheDesk, AuthenticationMiddleware):
    pass


class DeskStaffCookie:
    """Mark the browsers of people who are logged in: reader pages then show them what is new.

    The mark goes with the login, and lasts as long as somebody works at the desk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_desk(request):
            if request.user.is_authenticated and request.user.is_staff:
                staff.give(response, secure=settings.SESSION_COOKIE_SECURE)
            elif staff.NAME in request.COOKIES:
                staff.take(response)
        return response


class DeskMessages(_AtTheDesk, MessageMiddleware):
    pass


class DeskCsrf(_AtTheDesk, CsrfViewMiddleware):
    """Reader forms carry no token: `press.pages.forms` protects them."""

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, options: Any
    ) -> HttpResponseForbidden | None:
        return super().process_view(request, view, args, options) if is_desk(request) else None


def desk_logins(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """allauth's own middleware, for the desk only."""
    at_the_desk: Any = AccountMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return at_the_desk(request) if is_desk(request) else get_response(request)

    middleware.process_exception = at_the_desk.process_exception  # type: ignore[attr-defined]
    return middleware
