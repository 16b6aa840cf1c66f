"""The description of the API, by OpenAPI 3.1: made of the endpoints themselves."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from api.endpoint import Endpoint
from api.endpoints import ENDPOINTS
from api.parameters import Parameter
from api.problems import PROBLEM, PROBLEM_JSON
from api.shapes import ID, Shape, written
from articles.feeds.feed import publication_of

VERSION = "1.0"
ABOUT = (
    "What readers of this newspaper see, for programs. Everybody can read it all, and nothing can "
    "be written. Lists are paged by key: follow the addresses in `older`, `newer` and `next`. Each "
    "page has an ETag; ask again with it in `If-None-Match`, and 304 says that nothing has changed."
)


@require_safe
def description(request: HttpRequest) -> JsonResponse:
    found: dict[str, Shape] = {}
    paths = {
        f"/api/{endpoint.path}": {"get": written(_operation(endpoint), found)}
        for endpoint in ENDPOINTS
    }
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": publication_of(request).name,
            "description": ABOUT,
            "version": VERSION,
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
        "components": {"schemas": _schemas(found)},
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    parameters = [_in_query(parameter) for parameter in endpoint.all_parameters]
    if "{id}" in endpoint.path:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": ID})
    refused = [HTTPStatus.BAD_REQUEST] if endpoint.all_parameters else []
    return {
        "operationId": endpoint.name,
        "summary": endpoint.says,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": endpoint.shape.says,
                "content": {"application/json": {"schema": endpoint.shape}},
            },
            **{
                str(status.value): {
                    "description": status.phrase,
                    "content": {PROBLEM_JSON: {"schema": PROBLEM}},
                }
                for status in [*refused, *endpoint.problems]
            },
        },
    }


def _in_query(parameter: Parameter) -> dict[str, Any]:
    said = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.says,
        "schema": parameter.schema,
    }
    # A list stands in one word, with commas.
    return said | {"explode": False} if parameter.schema["type"] == "array" else said


def _schemas(found: dict[str, Shape]) -> dict[str, Any]:
    """The schemas of all shapes that were found, and of those that stand in them."""
    schemas: dict[str, Any] = {}
    while waiting := sorted(found.keys() - schemas):
        for name in waiting:
            schemas[name] = written(found[name].schema(), found)
    return schemas
