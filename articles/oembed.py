"""Our articles on other sites: a card that may be framed, and oEmbed, which hands it out."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from articles import archives
from articles.feeds.answers import xml
from articles.feeds.feed import publication_of
from articles.models import Article
from articles.templatetags.newspaper import absolute, social_picture, titled
from press.redirects import moving
from press.redirects.following import moves_with_its_page
from publication.addresses import normalised

CARD = "embed/"
WIDEST, NO_BOUND = 600, 100_000
# What the words need, beside the picture or, on a narrow card, below it.
HIGH, HIGH_IF_NARROW, NARROW = 260, 420, 440
# The one page of ours that may stand in a frame of another site.
FRAMED_ANYWHERE: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}
NOT_IMPLEMENTED = 501


@require_safe
@csp_override(FRAMED_ANYWHERE)
@moves_with_its_page
def card(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """`<article>/embed/`: 200 with the article's card, 410 when withdrawn, 301 when it moved."""
    on, slug = archives.day_or_404(year, month, day), normalised(slug)
    article = Article.objects.addressable().for_reading().filter(date=on, slug=slug).first()
    if article is None:
        raise Http404(_("There is no article at this address."))
    status = 410 if article.is_withdrawn() else 200
    response = render(request, "articles/embed.html", {"article": article}, status=status)
    # Sites that isolate themselves ask for it; and nginx, which says it not, leaves the page to us.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    return _answer(request, "json", lambda said: JsonResponse(said))


@require_safe
def as_xml(request: HttpRequest) -> HttpResponse:
    return _answer(request, "xml", lambda said: xml("articles/oembed.xml", {"said": said}, request))


def _answer(
    request: HttpRequest, form: str, write: Callable[[dict[str, Any]], HttpResponse]
) -> HttpResponse:
    if request.GET.get("format", form) != form:
        sentence = _("Ask /oembed.json for JSON and /oembed.xml for XML.")
        return HttpResponse(sentence, status=NOT_IMPLEMENTED, content_type="text/plain")
    try:
        room = _asked(request, "maxwidth"), _asked(request, "maxheight")
    except ValueError:
        return HttpResponseBadRequest(_("maxwidth and maxheight are numbers of pixels."))
    article = _article_at(request.GET.get("url", ""))
    response = write(_said(article, publication_of(request).name, *room))
    # Anybody's script may ask: the answer is the same for all.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


def _asked(request: HttpRequest, name: str) -> int:
    asked = int(request.GET.get(name, NO_BOUND))
    if asked < 1:
        raise ValueError(asked)
    return asked


def _article_at(address: str) -> Article:
    """Return the public article at a whole address of ours; raises Http404 for any other."""
    try:
        parts = urlsplit(address)
        path = parts.path if parts.hostname == settings.SITE_HOST else ""
        path = unquote(path)
        found = resolve(moving.target_of(path) or path)
    except (ValueError, Resolver404):
        raise Http404(_("There is no article at this address.")) from None
    if found.view_name != "articles:detail":
        raise Http404(_("There is no article at this address."))
    words = found.kwargs
    on = archives.day_or_404(words["year"], words["month"], words["day"])
    public = Article.objects.published().for_reading()
    return get_object_or_404(public, date=on, slug=normalised(words["slug"]))


def _said(article: Article, newspaper: str, max_width: int, max_height: int) -> dict[str, Any]:
    width = min(max_width, WIDEST)
    height = min(max_height, HIGH_IF_NARROW if width < NARROW else HIGH)
    return {
        "version": "1.0",
        "type": "rich",
        "title": titled(article),
        "provider_name": newspaper,
        "provider_url": absolute("/"),
        "width": width,
        "height": height,
        "html": _frame(article, width, height),
        **_author(article),
        **_thumbnail(article, max_width, max_height),
    }


def _frame(article: Article, width: int, height: int) -> str:
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" '
        'style="border:0;max-width:100%" sandbox="allow-popups '
        'allow-popups-to-escape-sandbox allow-same-origin allow-scripts"></iframe>',
        absolute(article.get_absolute_url()) + CARD,
        width,
        height,
        article.headline,
    )


def _author(article: Article) -> dict[str, Any]:
    author = next((byline.author for byline in article.bylines.all()), None)
    if author is None:
        return {}
    return {"author_name": author.name, "author_url": absolute(author.get_absolute_url())}


def _thumbnail(article: Article, max_width: int, max_height: int) -> dict[str, Any]:
    """The picture, if it fits: the specification (2.3.4) allows none that is larger than asked."""
    picture = social_picture(article)
    if not picture or picture["width"] > max_width or picture["height"] > max_height:
        return {}
    return {
        "thumbnail_url": absolute(picture["src"]),
        "thumbnail_width": picture["width"],
        "thumbnail_height": picture["height"],
    }
