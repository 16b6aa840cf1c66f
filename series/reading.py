"""What reader pages show of a series: its public parts, counted by the clock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.told import rows_told
from press.desk import number_in
from series.models import Part, Series, SeriesQuerySet

PAGE_SIZE = 20
_DAYS = ["published_at", "date", "withdrawn_at"]
_SERIES = ["id", "headline", "slug"]
# What a line about a part says, and what decides whether readers see it; as the model has them.
_PART = ["id", "headline", "label", "sponsor", "language", "status", "slug", *_DAYS]
_siblings = (
    Part.objects.filter(series=OuterRef("series"))
    .order_by("position", "pk")
    .values(told=JSONObject(**{name: f"article__{name}" for name in _PART}))
)
# The series of an article with all its parts, public or not: so the page knows their keys, and
# changes with any of them.
TOLD = Subquery(
    Part.objects.filter(article=OuterRef("pk")).values(
        told=JSONObject(
            parts=ArraySubquery(_siblings), **{name: f"series__{name}" for name in _SERIES}
        )
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands in its series: `parts` are those that readers see, and itself."""

    series: Series
    parts: list[Article]
    number: int

    @property
    def count(self) -> int:
        return len(self.parts)

    @property
    def before(self) -> Article | None:
        return self.parts[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> Article | None:
        return self.parts[self.number] if self.number < self.count else None


def place_of(article: Article) -> Place | None:
    """Return where the article stands in its series; None if it is in none.

    No query for an article that `articles.reading` has loaded; one for a preview.
    """
    row: Any = article
    if "told_series" not in row.__dict__:
        row = Article.objects.only("pk").annotate(told_series=TOLD).get(pk=article.pk)
    told = row.told_series
    if told is None:
        return None
    [series] = rows_told(Series, _SERIES, [told])
    parts = [part for part in _parts(told["parts"]) if part == article or part.is_published()]
    return Place(series, parts, parts.index(article) + 1)


def _parts(rows: list[dict[str, Any]]) -> list[Article]:
    """The parts out of JSON, in which moments and days are words."""
    for row in rows:
        for name in _DAYS:
            kind = date if name == "date" else datetime
            row[name] = row[name] and kind.fromisoformat(row[name])
    return rows_told(Article, _PART, rows)


@dataclass(frozen=True, slots=True)
class Page:
    """Some parts of a series with their numbers, and the addresses of its neighbours."""

    numbered: list[tuple[int, Article]]
    count: int
    before: str = ""
    after: str = ""
    is_first: bool = True


def page_of(series: Series, request: HttpRequest) -> Page:
    """Return the page of the series that the request asks for, by the number of an article that
    it goes on after, or ends before. Raises Http404 when readers can read nothing of it, or the
    article is no part."""
    parts = _all_parts(series)
    places = {part.pk: place for place, part in enumerate(parts)}
    public = [part.pk for part in parts if part.is_published()]
    if not public:
        raise Http404(_("Nothing of this series is public at present."))
    shown = public[:PAGE_SIZE]
    if "after" in request.GET:
        begin = _place(places, request, "after")
        shown = [pk for pk in public if places[pk] > begin][:PAGE_SIZE]
    elif "before" in request.GET:
        end = _place(places, request, "before")
        shown = [pk for pk in public if places[pk] < end][-PAGE_SIZE:]
    rows = Article.objects.published().for_listing().in_bulk(shown)
    numbered = [(public.index(pk) + 1, rows[pk]) for pk in shown if pk in rows]
    return Page(
        numbered,
        len(public),
        before=f"?before={shown[0]}" if shown and shown[0] != public[0] else "",
        after=f"?after={shown[-1]}" if shown and shown[-1] != public[-1] else "",
        is_first=not {"after", "before"} & request.GET.keys(),
    )


def public_series() -> SeriesQuerySet:
    """The series that readers know, each with its picture and what `public_parts` needs."""
    told = [f"article__{name}" for name in _PART]
    parts = Part.objects.select_related("article").only("series", "position", *told)
    return (
        Series.objects.public().select_related("picture").prefetch_related(Prefetch("parts", parts))
    )


def public_parts(series: Series) -> list[Article]:
    """The public parts of a series that `public_series` has loaded, in their order."""
    return [part.article for part in series.parts.all() if part.article.is_published()]


def _place(places: dict[int, int], request: HttpRequest, name: str) -> int:
    pk = number_in(request.GET, name)
    if pk not in places:
        raise Http404(_("This part of the list doesn't exist. Begin at its first page."))
    return places[pk]


def _all_parts(series: Series) -> list[Article]:
    """Every part, public or not: the page knows all their keys, and changes with any of them."""
    rows = Article.objects.filter(part__series=series).order_by("part__position", "part__pk")
    return list(rows.only(*_PART))


def newest_of(series: Series) -> ArticleQuerySet:
    """The public parts for a feed, the newest first; raises Http404 when there is none."""
    parts = [part.pk for part in _all_parts(series) if part.is_published()]
    if not parts:
        raise Http404(_("Nothing of this series is public at present."))
    return Article.objects.published().filter(pk__in=parts).order_by("-published_at", "-pk")
