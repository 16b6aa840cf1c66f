"""Search: what a person typed, to ranked articles with the words marked in an excerpt."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import F, FloatField, Func, QuerySet, Value
from django.http import Http404, HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.indexing import WebQuery, config_for
from articles.models import Article
from articles.querysets import ArticleQuerySet
from press import clock

PAGE_SIZE = 20
# Ranking is bounded: a common word must not cost more with every year of the archive.
RANKED = 2_000
LONGEST_QUERY = 300
# Relevance is worth half after a year: a newspaper's reader mostly means what is new.
HALF_LIFE_SECONDS = 365 * 24 * 3600
# Signs that no text holds stand for the marks until the excerpt is escaped.
START, STOP = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results; `cut` says that only the newest matches were ranked."""

    articles: list[Article]
    count: int = 0
    cut: bool = False
    older: str = ""
    newer: str = ""


def search(words: str, request: HttpRequest) -> Found:
    """Return the page of results that `request` asks for, best first.

    Any input is a query; one that holds no word finds nothing. `?after=40` goes on after the
    fortieth result. Raises Http404 when that is no number of results.
    """
    words = words[:LONGEST_QUERY]
    after = _after_or_404(request.GET.get("after", "0"))
    if not words:
        return Found([])
    query = WebQuery(words, language=get_language() or "en")
    newest = Article.objects.published().filter(search=query).newest().values("pk")[:RANKED]
    count = newest.count()
    ranked = _ranked(query, newest)[after : after + PAGE_SIZE]
    return Found(
        [_with_excerpt(article) for article in ranked],
        count,
        cut=count == RANKED,
        older=_address(request, after + PAGE_SIZE) if after + PAGE_SIZE < count else "",
        newer=_address(request, max(0, after - PAGE_SIZE)) if after else "",
    )


def _ranked(query: WebQuery, newest: QuerySet) -> ArticleQuerySet:
    age = Func(
        Value(clock.now()) - F("published_at"),
        template="extract(epoch FROM %(expressions)s)",
        output_field=FloatField(),
    )
    freshness = Func(
        Value(0.5), age / HALF_LIFE_SECONDS, function="power", output_field=FloatField()
    )
    excerpt = SearchHeadline(
        "body_text",
        query,
        config=config_for(get_language() or "en"),
        start_sel=START,
        stop_sel=STOP,
        max_fragments=2,
        max_words=28,
        min_words=12,
        fragment_delimiter=" … ",
    )
    return (
        Article.objects.filter(pk__in=newest)
        .for_listing()
        .annotate(rank=SearchRank(F("search"), query, normalization=1) * freshness, found=excerpt)
        .order_by("-rank", "-published_at", "-pk")
    )


def _with_excerpt(article: Article) -> Article:
    article.excerpt = _marked(article.found)  # type: ignore[attr-defined]
    return article


def _marked(text: str) -> SafeString:
    """Return an excerpt with its words marked: escaped first, so that no text can be a tag."""
    escaped = escape(text).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(escaped)  # noqa: S308


def _after_or_404(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > RANKED:
        raise Http404(_("This part of the results doesn't exist. Begin at the first page."))
    return int(text)


def _address(request: HttpRequest, after: int) -> str:
    asked = request.GET.copy()
    if after:
        asked["after"] = str(after)
    else:
        asked.pop("after", None)
    return f"{request.path}?{asked.urlencode()}"
