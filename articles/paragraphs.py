"""Two people changed one text: paragraphs that only one of them changed merge by themselves.

A paragraph is a block of a cleaned text: also a sub-heading, a list, a table, a picture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from articles.differences import pairs


@dataclass(frozen=True, slots=True)
class Part:
    """A place that both changed, each in another way: the blocks of either, perhaps none."""

    saved: list[str]
    mine: list[str]

    def chosen(self, choice: str) -> str:
        """The blocks of one side, or of "both", one after the other."""
        saved = self.saved if choice in {"saved", "both"} else []
        mine = self.mine if choice != "saved" else []
        return "".join([*saved, *mine])


Piece = str | Part


def meet(base: str, saved: str, mine: str) -> list[Piece]:
    """Merge two texts that began from `base`, block by block."""
    before = split(base)
    theirs, ours = _Side(before, split(saved)), _Side(before, split(mine))
    pieces: list[Piece] = []
    for place in range(len(before) + 1):
        pieces += _merged([], theirs.came_in[place], ours.came_in[place])
        if place < len(before):
            was = before[place : place + 1]
            pieces += _merged(was, theirs.became[place], ours.became[place])
    return pieces


def parts_of(pieces: list[Piece]) -> list[Part]:
    return [piece for piece in pieces if isinstance(piece, Part)]


def text_of(pieces: list[Piece], choice: Callable[[int], str] = lambda number: "mine") -> str:
    """Put a text together; `choice` says "saved", "mine" or "both" for the part of a number."""
    numbers = iter(range(len(pieces)))
    return "".join(
        piece.chosen(choice(next(numbers))) if isinstance(piece, Part) else piece
        for piece in pieces
    )


def split(html: str) -> list[str]:
    """Return the outermost blocks of a cleaned text."""
    reader = _Splitter(convert_charrefs=False)
    reader.feed(html)
    reader.close()
    return [block.strip() for block in reader.blocks if block.strip()]


def _merged(was: list[str], saved: list[str], mine: list[str]) -> list[Piece]:
    if mine in (saved, was):
        return list(saved)
    return list(mine) if saved == was else [Part(saved, mine)]


class _Side:
    """What one person made of each block of the base, and what they put before it or at the end."""

    def __init__(self, base: list[str], text: list[str]) -> None:
        self.became: list[list[str]] = [[] for _ in base]
        self.came_in: list[list[str]] = [[] for _ in range(len(base) + 1)]
        matcher = SequenceMatcher(None, base, text, autojunk=False)
        for what, a, b, c, d in matcher.get_opcodes():
            if what == "equal":
                self._pair(a, text[c:d], b)
                continue
            place, other = a, c
            # A block became the one that is most like it; the others, the one at their place.
            for i, j in pairs(base[a:b], text[c:d]):
                self._pair(place, text[other : c + j], a + i)
                self.became[a + i] = [text[c + j]]
                place, other = a + i + 1, c + j + 1
            self._pair(place, text[other:d], b)

    def _pair(self, place: int, text: list[str], end: int) -> None:
        for number, block in enumerate(text):
            if place + number < end:
                self.became[place + number] = [block]
            else:
                self.came_in[end].append(block)


class _Splitter(HTMLParser):
    WITHOUT_END = ("br", "hr")

    def __init__(self, **options: bool) -> None:
        super().__init__(**options)
        self.blocks = [""]
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(self.get_starttag_text() or "")
        self._depth += tag not in self.WITHOUT_END
        self._end_block()

    def handle_endtag(self, tag: str) -> None:
        self._add(f"</{tag}>")
        self._depth = max(self._depth - 1, 0)
        self._end_block()

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def _add(self, html: str) -> None:
        self.blocks[-1] += html

    def _end_block(self) -> None:
        if not self._depth:
            self.blocks.append("")
