"""Two versions of a box beside each other, in words that people read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import differences
from articles.comparing import Difference
from articles.differences import Run
from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from boxes.keeping import Words


def compare(old: Words, new: Words) -> list[Difference]:
    """Return what differs, in the order of the form; one query for the headlines of articles."""
    return list(_differing(old, new))


def _differing(old: Words, new: Words) -> Iterator[Difference]:
    if old.title != new.title:
        yield Difference("title", _("Title"), [Run([differences.words(old.title, new.title)])])
    if old.language != new.language:
        line = differences.words(old.language, new.language)
        yield Difference("language", _("Language"), [Run([line])])
    if old.body != new.body:
        yield Difference("body", _("Text"), differences.blocks(old.body, new.body))
    if old.articles != new.articles:
        names = headlines([*old.articles, *new.articles])
        lines = differences.items(names[: len(old.articles)], names[len(old.articles) :])
        yield Difference("articles", _("Articles"), [Run(lines)])


def headlines(numbers: list[int]) -> list[str]:
    """Return what the articles of a box are called, in their order, by one query."""
    rows = Article.objects.defer(*NOT_FOR_LISTS).in_bulk(numbers)
    gone = _("no longer there (%(number)s)")
    return [
        rows[number].headline if number in rows else gone % {"number": number} for number in numbers
    ]
