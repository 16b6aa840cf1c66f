"""The public places that page keys name: where a reader meets what a verb has changed.

Whoever adds a page that shows one of these lists adds its place here: a receipt then looks at it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.archives import period_or_404
from articles.feeds.feed import JSON, RSS
from articles.models import Article, Author, Correction, Section
from articles.querysets import CORRECTIONS_KEY, LIST_KEY
from press.pages.receipts import Place
from tags.models import Tag

# By their keys: the rows, and what the list of one is called in the API.
ROWS: dict[str, tuple[Any, str]] = {
    "list:section": (Section.objects.select_related("parent"), "api:section_articles"),
    "list:tag": (Tag.objects.all(), "api:tag_articles"),
    "list:author": (Author.objects.all(), "api:author_articles"),
}
_further: list[Callable[[Article], Iterable[Place]]] = []


def also_at(places: Callable[[Article], Iterable[Place]]) -> None:
    """Let a room above name places of its own that show an article. For `ready()`."""
    _further.append(places)


def places_of(article: Article, keys: Iterable[str]) -> list[Place]:
    """Return names and paths: the article first, then what the set keys among `keys` name."""
    further = [place for places in _further for place in places(article)]
    return [*_own(article), *_lists(sorted(keys)), *further, *_archives(article.date)]


def at(name: str, page: str) -> Iterator[Place]:
    """The place of a list of articles, and those of its two feeds."""
    yield name, page
    yield _("Feed of %(name)s") % {"name": name}, page + RSS
    yield _("JSON feed of %(name)s") % {"name": name}, page + JSON


def _own(article: Article) -> Iterator[Place]:
    page = article.get_absolute_url()
    yield _("Article"), page
    yield _("Card on other sites"), f"{page}embed/"
    yield _("Article in the API"), reverse("api:article", args=[article.pk])


def _lists(keys: list[str]) -> Iterator[Place]:
    if LIST_KEY in keys:
        yield _("Front page"), reverse("front_page")
        yield _("Feed"), reverse("articles:feed")
        yield _("JSON feed"), reverse("articles:json_feed")
        yield _("News sitemap"), reverse("articles:news_sitemap")
        yield _("Articles in the API"), reverse("api:articles")
    if CORRECTIONS_KEY in keys:
        yield from at(_("Corrections"), reverse("articles:corrections"))
    for correction in Correction.objects.filter(pk__in=_pks("articles.correction", keys)):
        yield _("Correction"), correction.get_absolute_url()
    for kind, (rows, in_api) in ROWS.items():
        for row in rows.filter(pk__in=_pks(kind, keys)):
            yield from at(str(row), row.get_absolute_url())
            yield _("%(name)s in the API") % {"name": row}, reverse(in_api, args=[row.pk])


def _pks(kind: str, keys: list[str]) -> list[str]:
    return [key.rpartition(":")[2] for key in keys if key.startswith(f"{kind}:")]


def _archives(day: date | None) -> Iterator[Place]:
    if day is None:
        return
    year, month, number = f"{day:%Y %m %d}".split()
    for parts in ((year, month, number), (year, month, ""), (year, "", "")):
        period = period_or_404(*parts)
        yield _("Archive of %(period)s") % {"period": period.name}, period.url
    sitemap = reverse("articles:sitemap_month", args=[year, month])
    yield _("Sitemap of %(period)s") % {"period": f"{year}-{month}"}, sitemap
