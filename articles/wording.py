"""Two texts, word by word: what is only in the one, and what is only in the other."""

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

# Words, spaces and other signs: joined again they are the text.
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """Some words in a row: in both texts, only in the `old`, or only in the `new` one."""

    where: str
    text: str


Changed = Callable[[str, str], Iterator[Piece]]


def compare(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in the order of reading.

    Lines are matched first and words only within those that changed, so that two long texts are
    compared in the time of a click.
    """
    pieces = list(_pieces(old.splitlines(keepends=True), new.splitlines(keepends=True), _in_lines))
    return [
        Piece(where, "".join(piece.text for piece in run))
        for where, run in groupby(pieces, lambda piece: piece.where)
    ]


def _pieces(old: list[str], new: list[str], changed: Changed) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield Piece("both", after)
        else:
            yield from changed(before, after)


def _in_lines(old: str, new: str) -> Iterator[Piece]:
    return _pieces(_WORDS.findall(old), _WORDS.findall(new), _in_words)


def _in_words(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("old", old)
    if new:
        yield Piece("new", new)
