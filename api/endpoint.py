"""An endpoint: one address of the API, with all that its view and its description need."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from api.parameters import Parameter, asked_of, fields_of
from api.problems import Problem
from api.shapes import Shape

METHODS = "GET, HEAD, OPTIONS"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: `values` by the names of parameters, None for what isn't said; the fields that
    are `wanted`, None for those that are told anyhow; `pk` of the address, 0 if it has none."""

    request: HttpRequest
    values: dict[str, Any]
    # What else its query says, for the addresses of neighbouring pages.
    query: dict[str, str]
    pk: int = 0

    def wanted(self, anyhow: frozenset[str]) -> frozenset[str]:
        """The fields that are asked for; `anyhow` if none are named."""
        return self.values.get("fields") or anyhow

    def address(self, **turning: Any) -> str:
        """Where the same is asked with these words beside."""
        asked = {**self.query, **turning}
        return f"{self.request.path}?{urlencode(asked)}" if asked else self.request.path


@dataclass(frozen=True, slots=True, eq=False)
class Endpoint:
    """`shape` is what it answers; a program may choose among the fields of `chosen`. `problems`
    are the statuses that it can have beside 400. An answer that depends on the moment isn't kept.
    """

    path: str
    name: str
    says: str
    shape: Shape
    answer: Callable[[Asked], Any]
    parameters: tuple[Parameter, ...] = ()
    chosen: Shape | None = None
    problems: tuple[HTTPStatus, ...] = ()
    kept: bool = True

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        return (*self.parameters, *([fields_of(self.chosen)] if self.chosen else []))

    def __call__(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """The view."""
        try:
            if request.method == "OPTIONS":
                return _preflight()
            if request.method not in {"GET", "HEAD"}:
                raise Problem(
                    HTTPStatus.METHOD_NOT_ALLOWED, _("The API can only be read: use GET.")
                )
            told = self.answer(self._asked(request, pk))
        except Http404 as error:
            return Problem(HTTPStatus.NOT_FOUND, str(error)).response()
        except Problem as problem:
            response = problem.response()
            if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
                response["Allow"] = METHODS
            return response
        response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
        if not self.kept:
            response["Cache-Control"] = "private, no-cache"
        return response

    def _asked(self, request: HttpRequest, pk: int) -> Asked:
        values = asked_of(request.GET, self.all_parameters)
        query = {name: request.GET[name] for name in values if name in request.GET}
        query.pop("after", None)
        query.pop("before", None)
        return Asked(request, values, query, pk)


def _preflight() -> HttpResponse:
    """What a browser asks before it sends a script's request with headers of its own."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "*"
    response["Access-Control-Max-Age"] = "86400"
    return response
