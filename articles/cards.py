"""The articles of lists, kept from page to page.

Most of what stands in a new list stands in others already. So a list asks for numbers alone, and
loads only those articles that no page of this process has shown since they changed.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from articles.foreseen import as_foreseen
from articles.models import Article, Byline
from articles.querysets import ArticleQuerySet
from articles.told import authors_told, loaded, telling_author
from press.compiled import Compiled, Slot
from press.pages.parts import kept_each


def _by_number() -> QuerySet[Article]:
    authors = Byline.objects.filter(article=OuterRef("pk"))
    told = authors.annotate(told=telling_author("author__")).values("told")
    return (
        Article.objects.for_listing()
        .prefetch_related(None)
        .annotate(told_authors=ArraySubquery(told))
        .filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [Slot("pks")]))
    )


_rows = Compiled(_by_number)


def cards(articles: ArticleQuerySet) -> list[Article]:
    """Return the articles of a list in its order, as `for_listing()` loads them.

    The rows are those that other pages show too, so nobody may change them.
    """
    return cards_of(articles.numbers())


def cards_of(pks: Sequence[int]) -> list[Article]:
    """Return the articles that have these numbers, whether they are public or not."""
    found = kept_each("card", pks, _loaded)
    return as_foreseen([found[pk] for pk in pks if pk in found])


def _loaded(pks: list[int]) -> Iterator[tuple[int, Article]]:
    for article in _rows.each(pks=pks):
        row: Any = article
        bylines = [Byline(author=author) for author in authors_told(row.told_authors)]
        row._prefetched_objects_cache = {"bylines": loaded(Byline.objects.all(), bylines)}
        row.teasers = {}
        yield article.pk, article
