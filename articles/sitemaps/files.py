"""What stands in which file: an index, one file for the fixed pages, and files of each month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Article, Author, Month, Section
from articles.models.article import article_path
from articles.models.month import KeptMonth
from articles.templatetags.newspaper import absolute
from images.models import Image
from images.renditions import jpeg_widths
from press.pages.keys import note
from publication.models import StandingPage

# The protocol allows 50,000; a file of these is made in a fraction of a second and easily kept.
MANY = 5_000
MOST_OF_A_KIND = 1_000


# Rows of rooms above whose pages stand among the fixed ones: see `also_list`.
_further: list[Callable[[], QuerySet[Any]]] = []


@dataclass(frozen=True, slots=True)
class Line:
    """One address, when it changed last (if that is known), and its picture."""

    address: str
    changed_at: datetime | None = None
    picture: str = ""


def also_list(rows: Callable[[], QuerySet[Any]]) -> None:
    """Let a room above name rows whose pages search engines shall know. For `ready()`."""
    _further.append(rows)


def index() -> list[Line]:
    """The files there are: that of the fixed pages, then those of each month, the newest first."""
    fixed = Line(absolute(reverse("articles:sitemap_pages")))
    return [fixed, *(line for month in Month.objects.in_sitemap() for line in _files_of(month))]


def _files_of(month: KeptMonth) -> list[Line]:
    parts = range(1, -(-month.articles // MANY) + 1)
    return [Line(absolute(_path(month.first, part)), month.changed_at) for part in parts]


def _path(first: date, part: int) -> str:
    words = [f"{first:%Y}", f"{first:%m}"]
    if part == 1:
        return reverse("articles:sitemap_month", args=words)
    return reverse("articles:sitemap_part", args=[*words, part])


def fixed_pages() -> list[Line]:
    """The front page, sections, what rooms above have, standing pages, and the authors who have
    written something."""
    rows: list[Any] = [*Section.objects.in_order().select_related("parent")]
    rows += [row for further in _further for row in further()[:MOST_OF_A_KIND]]
    authors = Author.objects.with_public_articles()
    return [
        Line(absolute("/")),
        *(Line(absolute(row.get_absolute_url())) for row in rows),
        *(
            Line(absolute(page.get_absolute_url()), page.changed_at)
            for page in StandingPage.objects.order_by("pk")
        ),
        *(Line(absolute(author.get_absolute_url())) for author in authors[: MANY - len(rows)]),
    ]


def month(first: date, part: int) -> list[Line]:
    """The articles of one file of a month, in the order of their addresses."""
    rows = Article.objects.published().for_sitemap(first)[(part - 1) * MANY : part * MANY]
    pictures = {number for *_facts, number, _file, _cut in rows if number}
    note(*(f"{Image._meta.label_lower}:{number}" for number in pictures))
    return [
        Line(
            absolute(article_path(day, slug)),
            updated_at or published_at,
            _picture(file, cut),
        )
        for day, slug, published_at, updated_at, _number, file, cut in rows
    ]


def _picture(file: str | None, cut: Any) -> str:
    """The picture as link previews show it; the master until its renditions are made."""
    if not file:
        return ""
    name = f"{cut['stem']}-{jpeg_widths(cut)[-1]}.jpg" if cut else file
    return absolute(default_storage.url(name))
