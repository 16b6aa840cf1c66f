"""Templates that are drawn once and filled many times: a teaser, a reply.

Walking a template takes Django many times as long as putting words into a finished text. A stencil
is drawn with *facts*, which decide what stands in it, and with gaps, into which each row's *words*
are put. It loads nothing, so each process keeps it for good, one for each set of facts.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

type Fact = str | int | tuple[str, ...]
type Facts = Mapping[str, Fact]

KEPT = 2_000

_GAPS = re.compile("\x02([^\x03]*)\x03")


class _Gap(SafeString):
    """Stands for a word while a stencil is drawn."""

    def __bool__(self) -> bool:
        raise TypeError(f"{self[1:-1]} is a word of a stencil; what decides must be a fact.")


def filled(name: str, facts: Facts, words: Mapping[str, Any]) -> SafeString:
    """Return the template `name`, drawn with `facts` and filled with `words`, which are escaped.

    A word that is a list is its items side by side. In the template, words can only be written
    out: a tag that asks whether there is one raises TypeError, and a filter that changes one raises
    LookupError.
    """
    pieces = _drawn(name, tuple(facts.items()), tuple(words), get_language())
    safe = {word: _escaped(value) for word, value in words.items()}
    full = pieces.copy()
    full[1::2] = [safe[word] for word in pieces[1::2]]
    return SafeString("".join(full))  # Pieces of a template, and escaped words.


def _escaped(value: Any) -> str:
    if type(value) is str:
        return escape(value)
    if isinstance(value, SafeString):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "".join(map(_escaped, value))
    # Django's own asks first whether a text is lazy, and takes five times as long.
    return escape(str(value))


@lru_cache(KEPT)
def _drawn(
    name: str, facts: tuple[tuple[str, Fact], ...], words: tuple[str, ...], language: str | None
) -> list[str]:
    """Return what was drawn: in turn a text, and the name of the word that belongs behind it.

    `language` is the present one.
    """
    gaps = {word: _Gap(f"\x02{word}\x03") for word in words}
    pieces = _GAPS.split(render_to_string(name, dict(facts) | gaps))
    if unknown := set(pieces[1::2]) - gaps.keys():
        raise LookupError(f"{name} changes words before it writes them: {unknown}")
    return pieces
