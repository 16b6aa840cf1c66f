"""What search is made of: one folding of accents for what is stored and for what is asked."""

import re
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


class _Joined(Func):
    arg_joiner = " || "
    template = "(%(expressions)s)"


def search_vector() -> Func:
    """The expression of the generated column: headline before standfirst before text."""
    return _Joined(
        *(
            _WeightedVector(F("search_config"), Fold(F(field)), weight=weight)
            for field, weight in (("headline", "A"), ("standfirst", "B"), ("body_text", "C"))
        )
    )


# One minus leaves a word out; a heap of them overflows a stack within PostgreSQL's parser.
_HEAPS_OF_MINUS = re.compile(r"-(?:[\s\"'-]*-)+")


class WebQuery(SearchQuery):
    """What a person typed, in the grammar of web searches, folded as the stored text is."""

    def __init__(self, words: str, *, language: str) -> None:
        words = _HEAPS_OF_MINUS.sub("-", words)
        super().__init__(Fold(Value(words)), config=config_for(language), search_type="websearch")
