"""Rows that PostgreSQL told as JSON beside the row they belong to, so that one query is enough."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject

from articles.models.author import Author
from images.models import Image

# Of an author a list shows the name, and beside an opinion the face.
AUTHOR_FIELDS = ["id", "name", "slug", "portrait_id"]
FACE_FIELDS = ["id", "file", "width", "height", "alt", "decorative", "renditions", "tint"]


def rows_told[M: models.Model](
    model: type[M], fields: list[str], rows: list[dict[str, Any]]
) -> list[M]:
    """Return the rows that PostgreSQL told as JSON; the fields that they lack are an error."""
    return [
        model.from_db(None, fields, [row[name] for name in fields], fetch_mode=models.FETCH_RAISE)
        for row in rows
    ]


def loaded[M: models.Model](queryset: models.QuerySet[M], rows: Sequence[M]) -> Any:
    """Return the queryset with its rows, as Django's own prefetching does."""
    queryset._result_cache = list(rows)
    return queryset


def telling_author(path: str = "") -> JSONObject:
    """What tells an author with the portrait; `path` leads there, as in "author__"."""
    face = {name: f"{path}portrait__{name}" for name in FACE_FIELDS}
    return JSONObject(**{name: path + name for name in AUTHOR_FIELDS}, face=JSONObject(**face))


def authors_told(rows: Iterable[dict[str, Any]]) -> Iterator[Author]:
    """Yield the authors that `telling_author` told of."""
    for row in rows:
        [author] = rows_told(Author, AUTHOR_FIELDS, [row])
        faces = [row["face"]] if author.portrait_id else []
        author.portrait = next(iter(rows_told(Image, FACE_FIELDS, faces)), None)
        yield author
