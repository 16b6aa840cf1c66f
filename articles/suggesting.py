"""Names that begin like what a reader types: sections, authors and tags with public articles."""

import re
from collections.abc import Iterable
from itertools import chain

from django.db.models import BooleanField, Exists, Model, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from articles.indexing import folded
from articles.models import Author, Byline, Placement, Section, TaggedArticle
from press import clock
from tags.models import Tag

SUGGESTED = 8
SHORTEST = 2
# Each table has an index of exactly this (`0014_words_and_names`).
BEGINS = "to_tsvector('simple', fold_accents({table}.name)) @@ to_tsquery('simple', %s)"


def suggestions(typed: str, only: type[Model] | None = None) -> list[str]:
    """Return names of which every typed word begins one of their words, the shortest first.

    `only` is the one model that is asked, if not all three are.
    """
    words = _words(typed)
    if not words:
        return []
    rows = named(" & ".join(f"{word}:*" for word in words))
    asked = [each for each in rows if only in {None, each.model}]
    names = {str(row): None for row in chain(*asked)}
    return sorted(names, key=lambda name: (len(name), name))[:SUGGESTED]


def nearest(words: Iterable[str], sections: Iterable[Section]) -> list[Section | Tag]:
    """Return those of the sections, and the tags, of which a word begins like one of these."""
    asked = {word[: max(4, len(word) - 2)] for text in words for word in _words(text)}
    if not asked:
        return []
    *_, tags = named(" | ".join(f"{word}:*" for word in sorted(asked)))
    begins = tuple(asked)
    return [
        *(row for row in sections if any(word.startswith(begins) for word in _words(row.name))),
        *tags,
    ]


def named(query: str) -> "tuple[QuerySet[Section], QuerySet[Author], QuerySet[Tag]]":
    """Return what has a name that matches, and readers can find something under."""
    return (
        _named(Section.objects.select_related("parent"), query, Placement, "section"),
        _named(Author.objects.all(), query, Byline, "author"),
        _named(Tag.objects.all(), query, TaggedArticle, "tag"),
    )


def _named[M: Model](
    rows: "QuerySet[M]", query: str, listed: type[Model], field: str
) -> "QuerySet[M]":
    table = rows.model._meta.db_table
    begins = RawSQL(BEGINS.format(table=table), [query], BooleanField())  # noqa: S611
    public = listed._default_manager.filter(
        **{field: OuterRef("pk")}, published_at__lte=clock.now()
    )
    return rows.filter(begins, Exists(public)).order_by("name")[:SUGGESTED]


def _words(typed: str) -> list[str]:
    words = re.findall(r"[^\W_]+", folded(typed))
    return [word for word in words if len(word) >= SHORTEST][:6]
