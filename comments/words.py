"""Lists of words, one entry a line: which of them stand in a text."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")


def words_in(text: str, entries: str, *, inside: bool) -> list[str]:
    """Return the entries of the list that stand in the text, in the order of the list.

    An entry is a word, a phrase, or a part of an address. Capitals and forms of the same letter
    count as the same. `inside` finds it within longer words too, as WordPress does. A list of ten
    thousand entries costs some milliseconds.
    """
    folded = _fold(text)
    if inside:
        return [entry for entry in _lines(entries) if _fold(entry) in folded]
    words = _WORD.findall(folded)
    found: set[str] = set()
    index = _index(entries)
    for place, word in enumerate(words):
        for phrase, entry in index.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found.add(entry)
    signs = (entry for _phrase, entry in index.get("", ()) if _fold(entry) in folded)
    found.update(signs)
    return [entry for entry in _lines(entries) if entry in found]


def places_of(text: str, matched: Iterable[str]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, and say of each whether it is one of the matched entries."""
    patterns = [_pattern(entry) for entry in matched if entry]
    if not patterns:
        return [(text, False)]
    pieces, end = [], 0
    for match in re.finditer("|".join(patterns), text, re.IGNORECASE):
        pieces += [(text[end : match.start()], False), (match[0], True)]
        end = match.end()
    return [(piece, marked) for piece, marked in [*pieces, (text[end:], False)] if piece]


def _pattern(entry: str) -> str:
    words = _WORD.findall(entry)
    return r"\W+".join(map(re.escape, words)) if words else re.escape(entry)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _lines(entries: str) -> list[str]:
    lines = (line.strip() for line in entries.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


@lru_cache(maxsize=8)
def _index(entries: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the entries by their first word; what is only signs stands below ""."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for entry in _lines(entries):
        phrase = tuple(_WORD.findall(_fold(entry)))
        index[phrase[0] if phrase else ""].append((phrase, entry))
    return dict(index)
