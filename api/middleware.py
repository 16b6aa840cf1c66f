"""Whatever goes wrong below /api/ is told as a program reads it, and any browser's script may."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from api.problems import PROBLEM_JSON, Problem
from publication.middleware import last_known

API = "/api/"


class AnswerPrograms:
    """Let scripts of every site read the API, and put problems in the place of error pages.

    It stands before all others, so that theirs are told so too: a NUL byte, a database that is
    away, a fault of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(API):
            if response.status_code >= HTTPStatus.BAD_REQUEST and isinstance(
                response, HttpResponse
            ):
                _tell_as_problem(response)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
            response["X-Robots-Tag"] = "noindex"
        return response


def _tell_as_problem(response: HttpResponse) -> None:
    if response["Content-Type"] == PROBLEM_JSON:
        return
    status = HTTPStatus(response.status_code)
    publication = last_known()
    with translation.override(publication.language if publication else None):
        response.content = Problem(status, _sentence(response, status)).body()
    response["Content-Type"] = PROBLEM_JSON
    response["Content-Length"] = str(len(response.content))


def _sentence(response: HttpResponse, status: HTTPStatus) -> str:
    if response["Content-Type"].startswith("text/plain"):
        return response.content.decode().strip()
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return _("The site can't answer at this moment. Try again in a minute.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("Something broke on our side. We know of it. Try again later.")
    if status == HTTPStatus.GONE:
        return _("What was at this address is gone.")
    if status == HTTPStatus.NOT_FOUND:
        return _("There is nothing at this address. /api/openapi.json lists what there is.")
    return _("This request can't be understood. /api/openapi.json says how to ask.")
