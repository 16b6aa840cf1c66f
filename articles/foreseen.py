"""Articles as lists will show them once their scheduled changes are in place: nothing is written.

A change that is due is told by PostgreSQL beside its article, in the query that found it. What
comes of it is merged as publishing does (`articles/merging.py`), and laid over the loaded rows.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Func, JSONField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, JSONObject

from articles.content import bylines_of, further_sections_of
from articles.merging import merge
from articles.models import Article, Author, Byline, PendingChange, Section
from articles.told import FACE_FIELDS, authors_told, loaded, rows_told, telling_author
from images.models import Image
from press.pages.parts import kept

# The columns of an article that lists show.
WORDS = ("kicker", "headline", "standfirst", "label", "sponsor", "language")

_foreseen: ContextVar[Mapping[int, "Foreseen"] | None] = ContextVar("foreseen", default=None)


@dataclass(frozen=True)
class Foreseen:
    """An article once its change is in place: the number of its own section and lead picture, and
    `told`, what PostgreSQL said of the change."""

    told: dict[str, Any]

    @cached_property
    def content(self) -> dict[str, Any]:
        """What the article will show in lists, as Content names it."""
        live = self.told["live"]
        mine = {name: self.told["mine"].get(name, live[name]) for name in live}
        return merge(live | self.told["base"], live, mine).content

    @property
    def section(self) -> Section:
        sections = _sections()
        return sections.get(self.content["section"]) or sections[self.told["live"]["section"]]

    @property
    def lead_image(self) -> Image | None:
        """The picture of the change; None also where it was removed since."""
        found = rows_told(Image, FACE_FIELDS, self.told["pictures"])
        return next((row for row in found if row.pk == self.content["lead_image"]), None)

    @property
    def places(self) -> set[int]:
        """The sections in whose lists it will stand."""
        return _placed(self.content)

    @property
    def moves(self) -> bool:
        """Whether these are others than now."""
        return self.places != _placed(self.told["live"])

    def laid_over(self, article: Article) -> Article:
        """Return a copy of the loaded row that shows what is coming."""
        row: Any = copy(article)
        for name in WORDS:
            setattr(row, name, self.content[name])
        row.section, row.teasers = self.section, {}
        live = self.told["live"]
        if self.content["lead_image"] != live["lead_image"]:
            row.lead_image = self.lead_image
        if self.content["bylines"] != live["bylines"]:
            authors = {author.pk: author for author in authors_told(self.told["authors"])}
            names = [authors[pk] for pk in self.content["bylines"] if pk in authors]
            bylines = [Byline(author=author) for author in names]
            row._prefetched_objects_cache = {"bylines": loaded(Byline.objects.all(), bylines)}
        return row


@contextmanager
def foreseeing(changes: Mapping[int, Foreseen]) -> Iterator[None]:
    """Let lists that are loaded within the block show articles with these changes, by number."""
    token = _foreseen.set(changes)
    try:
        yield
    finally:
        _foreseen.reset(token)


def as_foreseen(articles: list[Article]) -> list[Article]:
    """Return the loaded rows of a list, those with a change as they will be."""
    changes = _foreseen.get()
    if not changes:
        return articles
    return [changes[row.pk].laid_over(row) if row.pk in changes else row for row in articles]


def telling_change() -> Subquery:
    """What tells, beside an article, of its change that is due: for `Foreseen`, or None."""
    mine = OuterRef("revision__content")
    listed = KeyTransform("bylines", mine)
    authors = Author.objects.filter(pk__in=_Numbers(listed)).annotate(told=telling_author())
    number = Cast(KeyTextTransform("lead_image", mine), BigIntegerField())
    face = JSONObject(**{name: name for name in FACE_FIELDS})
    pictures = Image.objects.filter(pk=number).annotate(told=face)
    live = {name: f"article__{name}" for name in (*WORDS, "section", "lead_image")}
    told = JSONObject(
        live=JSONObject(
            **live,
            further_sections=ArraySubquery(further_sections_of("article")),
            bylines=ArraySubquery(bylines_of("article")),
        ),
        base=_without_text("base__content"),
        mine=_without_text("revision__content"),
        authors=ArraySubquery(authors.values("told")),
        pictures=ArraySubquery(pictures.values("told")),
    )
    due = PendingChange.objects.due().filter(article=OuterRef("pk"))
    return Subquery(due.annotate(told=told).values("told"))


class _Numbers(Func):
    """The numbers in a list of JSON, as rows."""

    template = "(SELECT value::bigint FROM jsonb_array_elements_text(%(expressions)s))"
    output_field = BigIntegerField()


def _without_text(content: str) -> Func:
    return Func(content, template="(%(expressions)s - 'body')", output_field=JSONField())


def _sections() -> dict[int, Section]:
    tree = kept("sections", Section.objects.tree)
    return {row.pk: row for top in tree for row in (top, *top.children)}


def _placed(content: dict[str, Any]) -> set[int]:
    """The sections in whose lists an article of this content stands: its own, further, parents."""
    sections = _sections()
    rows = [
        sections[pk] for pk in (content["section"], *content["further_sections"]) if pk in sections
    ]
    return {pk for row in rows for pk in (row.pk, row.parent_id) if pk}
