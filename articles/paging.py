"""Pages by key: a list goes on after its last row, and never counts.

The key in `?after=` and `?before=` is the public moment and the number of a row, so that a page
costs the same however deep it lies, and nothing is shown twice when news comes in between.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article
from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
# What an address says of any page but the first.
PAGING = {"after", "before"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Page:
    """Some articles of a list, and the addresses of its neighbours ("" where there is none)."""

    articles: list[Article]
    older: str = ""
    newer: str = ""
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Key:
    moment: datetime
    pk: int

    @classmethod
    def of(cls, article: Article) -> "Key":
        assert article.published_at is not None
        return cls(article.published_at, article.pk)

    @classmethod
    def read(cls, text: str) -> "Key":
        """Return the key that `text` spells; raises Http404 with a sentence if it spells none."""
        try:
            moment, pk = (int(part) for part in text.split("-") if part.isascii())
            return cls(_EPOCH + moment * _MICROSECOND, pk)
        except (ValueError, OverflowError):
            raise Http404(
                _("This part of the list doesn't exist. Begin at its newest page.")
            ) from None

    def __str__(self) -> str:
        return f"{(self.moment - _EPOCH) // _MICROSECOND}-{self.pk}"


def page_of(articles: ArticleQuerySet, request: HttpRequest, size: int = PAGE_SIZE) -> Page:
    """Return the page of a newest-first list that the request asks for.

    `articles` is ordered by moment and number, descending. Raises Http404 for a key that is none.
    """
    after, before = request.GET.get("after"), request.GET.get("before")
    if after is not None:
        return _older_than(articles, Key.read(after), request.path, size)
    if before is not None:
        return _newer_than(articles, Key.read(before), request.path, size)
    rows = list(articles[: size + 1])
    return Page(rows[:size], older=_older(rows, size, request.path))


def _older_than(articles: ArticleQuerySet, key: Key, path: str, size: int) -> Page:
    rows = list(_beyond(articles, key, "lt")[: size + 1])
    newer = f"{path}?before={Key.of(rows[0])}" if rows else path
    return Page(rows[:size], _older(rows, size, path), newer, is_first=False)


def _newer_than(articles: ArticleQuerySet, key: Key, path: str, size: int) -> Page:
    rows = list(_beyond(articles.reverse(), key, "gt")[: size + 1])
    page = rows[:size][::-1]
    # With nothing newer left, "newer" is the list's own address.
    newer = f"{path}?before={Key.of(page[0])}" if len(rows) > size else path
    older = f"{path}?after={Key.of(page[-1])}" if page else ""
    return Page(page, older, newer, is_first=False)


def _older(rows: list[Article], size: int, path: str) -> str:
    return f"{path}?after={Key.of(rows[size - 1])}" if len(rows) > size else ""


def _beyond(articles: ArticleQuerySet, key: Key, side: str) -> ArticleQuerySet:
    order: list[Any] = [str(name).lstrip("-") for name in articles.query.order_by]
    moment, number = order
    # The first condition is the one that the index answers; the second settles equal moments.
    return articles.filter(**{f"{moment}__{side}e": key.moment}).filter(
        Q(**{f"{moment}__{side}": key.moment}) | Q(**{f"{number}__{side}": key.pk})
    )
