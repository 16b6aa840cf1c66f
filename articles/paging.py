"""Pages by key: a list goes on after its last row, and never counts.

The key in `?after=` and `?before=` is the public moment and the number of a row, so that a page
costs the same however deep it lies, and nothing is shown twice when news comes in between.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article
from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
# Microseconds since 1970, before it with a minus, and the number of the row.
KEY = re.compile("(-?[0-9]{1,18})-([0-9]{1,19})")
# What an address says of any page but the first.
PAGING = {"after", "before"}
type Load = Callable[[ArticleQuerySet], list[Article]]
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
        sentence = _("This part of the list doesn't exist. Begin at its newest page.")
        found = KEY.fullmatch(text)
        if found is None:
            raise Http404(sentence)
        try:
            return cls(_EPOCH + int(found[1]) * _MICROSECOND, int(found[2]))
        except OverflowError:
            raise Http404(sentence) from None

    def __str__(self) -> str:
        return f"{(self.moment - _EPOCH) // _MICROSECOND}-{self.pk}"


@dataclass(frozen=True, slots=True)
class _List:
    """The address of a list: its path, and what else than a key stands in its query."""

    path: str
    query: Mapping[str, str]

    def __call__(self, **key: Key) -> str:
        asked = {**self.query, **key}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path


def page_of(
    articles: ArticleQuerySet,
    request: HttpRequest,
    size: int = PAGE_SIZE,
    *,
    query: Mapping[str, str] | None = None,
    load: Load = list,
) -> Page:
    """Return the page of a newest-first list that the request asks for.

    `articles` is ordered by moment and number, descending; `query` is what the addresses of
    neighbouring pages say beside their key; `load` makes rows of them. Raises Http404 for a key
    that is none.
    """
    address = _List(request.path, query or {})
    after, before = request.GET.get("after"), request.GET.get("before")
    if after is not None:
        return _older_than(articles, Key.read(after), address, size, load)
    if before is not None:
        return _newer_than(articles, Key.read(before), address, size, load)
    rows = load(articles[: size + 1])
    return Page(rows[:size], older=_older(rows, size, address))


def _older_than(articles: ArticleQuerySet, key: Key, address: _List, size: int, load: Load) -> Page:
    rows = load(_beyond(articles, key, "lt")[: size + 1])
    newer = address(before=Key.of(rows[0])) if rows else address()
    return Page(rows[:size], _older(rows, size, address), newer, is_first=False)


def _newer_than(articles: ArticleQuerySet, key: Key, address: _List, size: int, load: Load) -> Page:
    rows = load(_beyond(articles.reverse(), key, "gt")[: size + 1])
    page = rows[:size][::-1]
    # With nothing newer left, "newer" is the list's own address.
    newer = address(before=Key.of(page[0])) if len(rows) > size else address()
    older = address(after=Key.of(page[-1])) if page else ""
    return Page(page, older, newer, is_first=False)


def _older(rows: list[Article], size: int, address: _List) -> str:
    return address(after=Key.of(rows[size - 1])) if len(rows) > size else ""


def _beyond(articles: ArticleQuerySet, key: Key, side: str) -> ArticleQuerySet:
    order: list[Any] = [str(name).lstrip("-") for name in articles.query.order_by]
    moment, number = order
    # The first condition is the one that the index answers; the second settles equal moments.
    return articles.filter(**{f"{moment}__{side}e": key.moment}).filter(
        Q(**{f"{moment}__{side}": key.moment}) | Q(**{f"{number}__{side}": key.pk})
    )
