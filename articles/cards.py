"""The articles of lists, kept from page to page.

Most of what stands in a new list stands in others already. So a list asks for numbers alone, and
loads only those articles that no page of this process has shown since they changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from articles.models import Article, Author, Byline
from articles.querysets import ArticleQuerySet
from articles.told import loaded, rows_told
from images.models import Image
from press.compiled import Compiled, Slot
from press.pages.parts import kept_each

# Of an author a list shows the name, and beside an opinion the face.
AUTHOR_FIELDS = ["id", "name", "slug", "portrait_id"]
FACE_FIELDS = ["id", "file", "width", "height", "alt", "decorative", "renditions", "tint"]


def _by_number() -> QuerySet[Article]:
    authors = Byline.objects.filter(article=OuterRef("pk")).annotate(
        told=JSONObject(
            **{name: f"author__{name}" for name in AUTHOR_FIELDS},
            face=JSONObject(**{name: f"author__portrait__{name}" for name in FACE_FIELDS}),
        )
    )
    return (
        Article.objects.for_listing()
        .prefetch_related(None)
        .annotate(told_authors=ArraySubquery(authors.values("told")))
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
    return [found[pk] for pk in pks if pk in found]


def _loaded(pks: list[int]) -> Iterator[tuple[int, Article]]:
    for article in _rows.each(pks=pks):
        row: Any = article
        bylines = [Byline(author=author) for author in _told_authors(row.told_authors)]
        row._prefetched_objects_cache = {"bylines": loaded(Byline.objects.all(), bylines)}
        row.teasers = {}
        yield article.pk, article


def _told_authors(rows: Iterable[dict[str, Any]]) -> Iterator[Author]:
    for row in rows:
        [author] = rows_told(Author, AUTHOR_FIELDS, [row])
        faces = [row["face"]] if author.portrait_id else []
        author.portrait = next(iter(rows_told(Image, FACE_FIELDS, faces)), None)
        yield author
