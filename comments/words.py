"""Lists of words, one entry a line: which of them stand in a text."""

import codecs
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")
# By so many signs the entries are kept that are looked for inside of words.
BEGINNING = 3


def words_in(text: str, entries: str, *, inside: bool) -> list[str]:
    """Return the entries of the list that stand in the text, in the order of the list.

    An entry is a word, a phrase, or a part of an address. Capitals and forms of the same letter
    count as the same. `inside` finds it within longer words too, as WordPress does. A list of sixty
    thousand entries, as they go round among WordPress sites, costs some milliseconds,
    when a process has sorted it once.
    """
    folded = _fold(text)
    found = _inside(folded, entries) if inside else _whole(folded, entries)
    return [entry for entry in _lines(entries) if entry in found]


def with_lines(entries: str, further: str) -> tuple[str, int]:
    """Return a list with the lines of another one behind its own, and how many were new."""
    own = {_fold(line) for line in _lines(entries)}
    new = {_fold(line): line for line in reversed(_lines(further)) if _fold(line) not in own}
    return "\n".join([*_lines(entries), *reversed(new.values())]), len(new)


def read_list(data: bytes) -> str:
    """Return the text of a file with a list, in whichever coding it was saved; may raise."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _whole(folded: str, entries: str) -> set[str]:
    words = _WORD.findall(folded)
    found: set[str] = set()
    index = _index(entries)
    for place, word in enumerate(words):
        for phrase, entry in index.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found.add(entry)
    signs = (entry for _phrase, entry in index.get("", ()) if _fold(entry) in folded)
    found.update(signs)
    return found


def _inside(folded: str, entries: str) -> set[str]:
    parts, lengths = _index_of_parts(entries)
    found: set[str] = set()
    for place in range(len(folded)):
        for size in range(1, BEGINNING + 1):
            for length in lengths.get(folded[place : place + size], ()):
                found.update(parts.get(folded[place : place + length], ()))
    return found


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


@lru_cache(maxsize=8)
def _lines(entries: str) -> tuple[str, ...]:
    lines = (line.strip() for line in entries.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


@lru_cache(maxsize=8)
def _index(entries: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the entries by their first word; what is only signs stands below ""."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for entry in _lines(entries):
        phrase = tuple(_WORD.findall(_fold(entry)))
        index[phrase[0] if phrase else ""].append((phrase, entry))
    return dict(index)


@lru_cache(maxsize=8)
def _index_of_parts(entries: str) -> tuple[dict[str, list[str]], dict[str, set[int]]]:
    """Return the entries by their folded form, and how long those are by how they begin."""
    parts: dict[str, list[str]] = defaultdict(list)
    lengths: dict[str, set[int]] = defaultdict(set)
    for entry in _lines(entries):
        part = _fold(entry)
        parts[part].append(entry)
        lengths[part[:BEGINNING]].add(len(part))
    return dict(parts), dict(lengths)
