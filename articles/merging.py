"""Two people changed one article: what only one of them changed merges by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles import paragraphs
from articles.paragraphs import Piece

Json = Mapping[str, Any]
# In which order they stand says nothing.
SETS = {"tags", "further_sections"}


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes out: `content`, in which `disputed` fields are still mine; `theirs` came in.

    Of a body that both changed, `pieces` are its paragraphs; only those that both changed are mine.
    """

    content: dict[str, Any]
    disputed: list[str]
    theirs: list[str]
    pieces: list[Piece] = field(default_factory=list)


def merge(base: Json | None, saved: Json, mine: Json) -> Merge:
    """Merge `mine` into `saved` field by field; both began from `base`.

    A field that both changed, each in another way, is disputed: a person decides. The body is
    merged paragraph by paragraph. If nobody knows any more what both began from, each field that
    differs is disputed as a whole.
    """
    content, disputed, theirs = dict(mine), [], []
    pieces: list[Piece] = []
    for name in differing(saved, mine):
        if base is None or not (_same(name, base, mine) or _same(name, base, saved)):
            disputed.append(name)
        elif _same(name, base, mine):
            content[name] = saved.get(name)
            theirs.append(name)
    if base is not None and "body" in disputed:
        base_text, saved_text, my_text = (str(side.get("body", "")) for side in (base, saved, mine))
        pieces = paragraphs.meet(base_text, saved_text, my_text)
        content["body"] = paragraphs.text_of(pieces)
        if not paragraphs.parts_of(pieces):
            disputed.remove("body")
            theirs.append("body")
    return Merge(content, disputed, theirs, pieces)


def differing(one: Json, other: Json) -> list[str]:
    """Name the fields in which the two differ, in the order of `other`."""
    return [name for name in other if not _same(name, one, other)]


def _same(name: str, one: Json, other: Json) -> bool:
    return _plain(name, one.get(name)) == _plain(name, other.get(name))


def _plain(name: str, value: Any) -> Any:
    if name in SETS:
        return {str(each).casefold() for each in value or []}
    if isinstance(value, str):
        # A browser sends every new line as two signs.
        return value.replace("\r\n", "\n").strip()
    return value or None
