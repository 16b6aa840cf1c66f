"""The public places that page keys name: where a reader meets what a verb has changed.

Whoever adds a page that shows one of these lists adds its place here: a receipt then looks at it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.archives import period_or_404
from articles.feeds.feed import RSS
from articles.models import Article, Author, Correction, Section
from articles.querysets import CORRECTIONS_KEY, LIST_KEY
from press.pages.receipts import Place
from tags.models import Tag

ROWS: dict[str, Any] = {
    "list:section": Section.objects.select_related("parent"),
    "list:tag": Tag.objects.all(),
    "list:author": Author.objects.all(),
}


def places_of(article: Article, keys: Iterable[str]) -> list[Place]:
    """Return names and paths: the article first, then what the set keys among `keys` name.

    Of a list's two feeds, which are made of the same rows, the one that most feed readers take.
    """
    return [(_("Article"), article.get_absolute_url()), *_lists(sorted(keys), article.date)]


def _lists(keys: list[str], day: date | None) -> Iterator[Place]:
    if LIST_KEY in keys:
        yield _("Front page"), reverse("front_page")
        yield _("Feed"), reverse("articles:feed")
        yield _("JSON feed"), reverse("articles:json_feed")
        yield _("News sitemap"), reverse("articles:news_sitemap")
    if CORRECTIONS_KEY in keys:
        yield from _corrections()
    for correction in Correction.objects.filter(pk__in=_pks("articles.correction", keys)):
        yield _("Correction"), correction.get_absolute_url()
    for kind, rows in ROWS.items():
        for row in rows.filter(pk__in=_pks(kind, keys)):
            yield str(row), row.get_absolute_url()
            yield _("Feed of %(name)s") % {"name": row}, row.get_absolute_url() + RSS
    if day is not None:
        yield from _archives(day)


def _pks(kind: str, keys: list[str]) -> list[str]:
    return [key.rpartition(":")[2] for key in keys if key.startswith(f"{kind}:")]


def _corrections() -> Iterator[Place]:
    page = reverse("articles:corrections")
    yield _("Corrections"), page
    yield _("Feed of %(name)s") % {"name": _("Corrections")}, page + RSS


def _archives(day: date) -> Iterator[Place]:
    year, month, number = f"{day:%Y %m %d}".split()
    for parts in ((year, month, number), (year, month, ""), (year, "", "")):
        period = period_or_404(*parts)
        yield _("Archive of %(period)s") % {"period": period.name}, period.url
    sitemap = reverse("articles:sitemap_month", args=[year, month])
    yield _("Sitemap of %(period)s") % {"period": f"{year}-{month}"}, sitemap
