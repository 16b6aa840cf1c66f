"""What a program hears when it can't have what it asked for: problem details by RFC 9457."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise

from api.shapes import TEXT, Field, Shape, several

PROBLEM_JSON = "application/problem+json"

ERROR = Shape(
    "ParameterError",
    "A parameter that can't be understood.",
    (
        Field("parameter", TEXT, "Its name.", lambda error: error[0]),
        Field("detail", TEXT, "A sentence for people.", lambda error: str(error[1])),
    ),
)
PROBLEM = Shape(
    "Problem",
    "Why there is no answer (RFC 9457).",
    (
        Field("type", {"const": "about:blank"}, "Always this.", lambda problem: "about:blank"),
        Field("title", TEXT, "The name of the status.", lambda problem: problem.status.phrase),
        Field(
            "status",
            {"type": "integer", "minimum": 400, "maximum": 599},
            "The status of the answer.",
            lambda problem: problem.status.value,
        ),
        Field("detail", TEXT, "A sentence for people.", lambda problem: problem.detail),
        Field(
            "errors",
            several(ERROR),
            "Each parameter that can't be understood; empty for other problems.",
            lambda problem: [ERROR.tell(error) for error in problem.errors],
        ),
    ),
)

type Errors = list[tuple[str, str | Promise]]


class Problem(Exception):
    """A question can't be answered; `errors` are names of parameters, each with its sentence."""

    def __init__(
        self, status: HTTPStatus, detail: str | Promise = "", errors: Errors | None = None
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.errors = errors or []
        self.detail = str(detail) or " ".join(str(sentence) for _, sentence in self.errors)

    def response(self) -> HttpResponse:
        return HttpResponse(self.body(), status=self.status, content_type=PROBLEM_JSON)

    def body(self) -> bytes:
        told: Any = PROBLEM.tell(self)
        return json.dumps(told, ensure_ascii=False).encode()
