"""Soft hyphens in long words: browsers lack the dictionaries of many languages."""

import re
from functools import lru_cache

from pyphen import Pyphen, language_fallback

SOFT_HYPHEN = "\u00ad"
# A narrow telephone has room for 14 letters of a headline in a line.
_LONG = re.compile(r"[^\W\d_]{15,}")
# At least four letters stay together at both ends of a word.
_LEFT = _RIGHT = 4


def hyphenated(text: str, language: str) -> str:
    """Return `text` with soft hyphens in its words of more than 14 letters.

    For headlines and standfirsts; never for titles of windows, feeds or addresses. A language
    without a dictionary stays as it is.
    """
    if _LONG.search(text) is None:
        return text
    return _LONG.sub(lambda word: _parted(word[0], language), text)


@lru_cache(maxsize=4096)
def _parted(word: str, language: str) -> str:
    dictionary = _dictionary(language)
    return dictionary.inserted(word, SOFT_HYPHEN) if dictionary else word


@lru_cache(maxsize=64)
def _dictionary(language: str) -> Pyphen | None:
    known = language_fallback(language.replace("-", "_"))
    return Pyphen(lang=known, left=_LEFT, right=_RIGHT) if known else None
