"""What a person reads when a page can't be made: pages that stand alone and ask nobody anything.

Every exception of a view, a template or a middleware ends in `server_error`. If the database is
away, it answers 503 and gives back what was typed; anything else is a fault of ours, and 500.
"""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.urls import Resolver404, resolve
from django.utils import translation

from comments.forms import ReplyForm
from newsletters.forms import SubscribeForm
from newsroom.middleware import is_desk
from press.pages.forms import FIELD, signed_field
from press.pages.making import AWAY as KNOWN_AWAY
from publication.middleware import last_known

logger = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = 60
# SQLSTATE: connection lost (08), too many of them (53), the server stops or starts (57P).
AWAY = ("08", "53", "57P")
# The forms of readers, by the name of their address: they come again, ready to be sent.
FORMS: dict[str, tuple[type[Form], list[str]]] = {
    "replies:post": (ReplyForm, ["text", "name", "email"]),
    "newsletters:subscribe": (SubscribeForm, ["email"]),
}
NEVER_SHOWN = ("csrfmiddlewaretoken", "password", FIELD)
LAST_RESORT = b"<!doctype html><title>500</title><h1>Something broke on our side</h1>"


class WhileDatabaseIsAway:
    """Answer at once when the finished pages know that the database is away.

    Otherwise everybody would wait for a connection, until nobody is left to serve kept pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get(KNOWN_AWAY):
            return database_away(request)
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form can't be read. Robots send such, so nothing is looked up."""
    return _page("400.html", 400, {})


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, else 500; never fails itself."""
    error = sys.exception()
    try:
        if error is not None and is_away(error):
            logger.warning("The database is away: %s", str(error).partition("\n")[0])
            return database_away(request)
        return _page("500.html", 500, {})
    except Exception:
        logger.exception("The page that says that something broke is broken itself")
        return HttpResponse(LAST_RESORT, status=500)


def is_away(error: BaseException) -> bool:
    """Whether `error` says that the database can't be reached, and not that it refused."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def database_away(request: HttpRequest) -> HttpResponse:
    """503 with a calm page that asks nobody, and with what was typed in its box again."""
    context: dict[str, Any] = {"at_the_desk": is_desk(request)}
    if request.method == "POST":
        boxes = _readers_form(request)
        context |= {
            "boxes": boxes,
            "address": request.get_full_path(),
            "kept": {FIELD: signed_field(), "parent": request.POST.get("parent", "")},
            "typed": {} if boxes else _typed(request),
        }
    response = _page("503.html", 503, context)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Page-State"] = "database-away"
    response["Cache-Control"] = "no-store"
    # Said above, in one line: a hundred readers shall not write a hundred tracebacks.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _readers_form(request: HttpRequest) -> list[BoundField]:
    """The boxes of the form that was sent, with their words. No rule is asked: nothing is taken."""
    try:
        form_class, names = FORMS[resolve(request.path_info).view_name]
    except (Resolver404, KeyError):
        return []
    form = form_class()
    form.initial = request.POST.dict()
    return [form[name] for name in names]


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed at the desk, by the names of its fields; no password, no token."""
    return {
        name: "\n".join(map(str, words))
        for name, words in request.POST.lists()
        if any(words) and not name.startswith("_") and not any(bad in name for bad in NEVER_SHOWN)
    }


def _page(template: str, status: int, context: dict[str, Any]) -> HttpResponse:
    """Render a page that stands alone, in the language that the newspaper had last."""
    publication = last_known()
    language = publication.language if publication else settings.LANGUAGE_CODE
    with translation.override(language):
        context |= {"publication": publication, "language": language}
        return HttpResponse(loader.render_to_string(template, context), status=status)
