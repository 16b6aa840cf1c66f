"""What search is made of: one folding of accents for what is stored and for what is asked.

Beside words, the search vector holds *marks*: lexemes with a space, which no text can make. They
say in which spans of days an article came out, in which sections it stands and who wrote it, so
that one index answers a word within a section, and yields the newest matches without looking at
the older ones (`newest_matches` in the migrations).
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import F, Func, TextField, Value

# PostgreSQL's stock dictionaries, by the language of the article.
CONFIGS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def config_for(language: str) -> str:
    """Return the search configuration for a language code such as `de` or `de-at`."""
    return CONFIGS.get(language.partition("-")[0], "simple")


class RegConfigField(models.CharField):
    """A column of PostgreSQL's type `regconfig`, which a generated search vector can use."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 63)
        super().__init__(*args, **options)

    def db_type(self, connection: Any) -> str:
        return "regconfig"


class Fold(Func):
    """Text in small letters without accents, by the SQL function of our first migration."""

    function = "fold_accents"
    output_field = TextField()


class _WeightedVector(Func):
    template = "setweight(to_tsvector(%(expressions)s), '%(weight)s')"


class _Marks(Func):
    function = "array_to_tsvector"


class _Joined(Func):
    arg_joiner = " || "
    template = "(%(expressions)s)"


# What a match counts by where it stands: the four weights that PostgreSQL's ranking knows.
WEIGHTS = {
    "headline": "A",
    "standfirst": "B",
    "tag_words": "B",
    "body_text": "C",
    "below_text": "C",
    "name_words": "D",
}
TOP = ("headline", "standfirst", "tag_words")


def search_vector() -> Func:
    """The expression of the generated column: the words by their weights, and the marks."""
    return _Joined(*map(_weighted, WEIGHTS), _Marks(F("marks")))


def top_vector() -> Func:
    """The same of what stands at the top: small enough to weigh thousands of articles by it."""
    return _Joined(*map(_weighted, TOP))


def _weighted(field: str) -> Func:
    return _WeightedVector(F("search_config"), Fold(F(field)), weight=WEIGHTS[field])


_DAY_SECONDS = 24 * 3600
# Spans of 1, 4, 16, 64 and 256 days.
_SPANS = range(5)
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]+")


def marks(moment: datetime, *, sections: Iterable[int], authors: Iterable[int]) -> list[str]:
    """Return the marks of an article that is or becomes public at `moment`.

    Days are counted as `newest_matches` counts them.
    """
    day = int(moment.timestamp() // _DAY_SECONDS)
    spans = [f"span{size} {day >> 2 * size}" for size in _SPANS]
    return [*spans, *map(section_mark, sections), *map(author_mark, authors)]


def names(*lists: Iterable[str]) -> str:
    """Return names as one text in which no phrase goes over from one to the next."""
    return " · · ".join(chain(*lists))


def section_mark(pk: int) -> str:
    return f"section {pk}"


def author_mark(pk: int) -> str:
    return f"author {pk}"


def folded(text: str) -> str:
    """Return the text as the SQL function `fold_accents` folds it."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("<", " ").replace(">", " "))
    return unicodedata.normalize("NFC", _POINTS.sub("", plain))


# One minus leaves a word out; a heap of them overflows a stack within PostgreSQL's parser.
_HEAPS_OF_MINUS = re.compile(r"-(?:[\s\"'-]*-)+")


def query_text(words: str) -> str:
    """Return words as `websearch_to_tsquery` can take them, whatever they are."""
    return _HEAPS_OF_MINUS.sub("-", words.replace("\0", " "))


class WebQuery(SearchQuery):
    """What a person typed, in the grammar of web searches, folded as the stored text is."""

    def __init__(self, words: str, *, language: str) -> None:
        text = Fold(Value(query_text(words)))
        super().__init__(text, config=config_for(language), search_type="websearch")
