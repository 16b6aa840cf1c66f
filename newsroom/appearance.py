"""How the newspaper appears outside of its pages: icons, the web manifest, a search of browsers."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.feeds.answers import xml
from articles.feeds.feed import publication_of
from articles.templatetags.newspaper import absolute
from publication import icons
from publication.accent import LIGHT_PAPER

# By the end of their address: how wide, and whether a telephone may cut them to its own shape.
ICONS = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-192.png": (192, True),
    "icon-maskable-512.png": (512, True),
    "apple-touch-icon.png": (180, True),
}


@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    side, maskable = ICONS[name]
    picture = icons.png(publication_of(request), side, maskable=maskable)
    return HttpResponse(picture, content_type="image/png")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    picture = icons.favicon(publication_of(request))
    return HttpResponse(picture, content_type="image/vnd.microsoft.icon")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to know to put the newspaper among its apps."""
    publication = publication_of(request)
    said = {
        "id": "/",
        "name": publication.name,
        "short_name": publication.name,
        "description": publication.tagline,
        "lang": publication.language,
        "dir": publication.direction,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": LIGHT_PAPER,
        "theme_color": LIGHT_PAPER,
        "icons": [
            {
                "src": f"/{name}",
                "type": "image/png",
                "sizes": f"{side}x{side}",
                "purpose": "maskable" if maskable else "any",
            }
            for name, (side, maskable) in ICONS.items()
            if name.startswith("icon-")
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser needs to know to offer our search as one of its own."""
    context = {
        "publication": publication_of(request),
        "search": absolute(reverse("articles:search")) + "?q={searchTerms}",
    }
    answer = xml("articles/opensearch.xml", context, request)
    answer["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer
