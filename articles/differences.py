"""What changed between two texts, word by word: pure, for pages of the desk."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby

from django.utils.translation import gettext as _

# A word with the space behind it. Chinese, Japanese and Korean signs stand each for itself.
_SIGNS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_SIGNS}]\s*|[^\s{_SIGNS}]+\s*|\s+")
# Longer paragraphs are shown whole, old and new: comparing them costs the square of their length.
WORDS_AT_MOST = 3_000
PAIRED_AT_MOST = 60
ALIKE = 0.3
# So many unchanged lines stand before and after a changed one; the others are folded away.
AROUND = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what became of them: "same", "ins" or "del"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    pieces: list[Piece]

    @property
    def changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that are shown, or that are folded away because nothing near them changed."""

    lines: list[Line]
    folded: bool = False


def words(old: str, new: str, *, spaces: bool = False) -> Line:
    """Return one line that holds both texts, word by word.

    With `spaces` it also says where only the spaces and line ends between words changed.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > WORDS_AT_MOST and old != new:
        return Line([Piece("del", old), Piece("ins", new)])
    keys = before, after
    if not spaces:
        keys = [word.strip() for word in before], [word.strip() for word in after]
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        pieces += [Piece("del", "".join(before[a:b]))] * (b > a)
        pieces += [Piece("ins", "".join(after[c:d]))] * (d > c)
    return Line(pieces)


def items(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """Return a line for each name of two lists, in their order; a moved name is out and in."""
    lines = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            lines += [Line([Piece("same", name)]) for name in new[c:d]]
            continue
        lines += [Line([Piece("del", name)]) for name in old[a:b]]
        lines += [Line([Piece("ins", name)]) for name in new[c:d]]
    return lines


def blocks(old: str, new: str) -> list[Run]:
    """Return the runs of lines that hold two cleaned texts, each block of them a line."""
    before, after = lines_of(old), lines_of(new)
    lines: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            lines += [Line([Piece("same", text)]) for text in after[c:d]]
        else:
            lines += _aligned(before[a:b], after[c:d])
    return list(folded(lines))


def folded(lines: Sequence[Line]) -> Iterator[Run]:
    """Part lines into runs: those near a change, and those that can be folded away."""
    changed = [number for number, line in enumerate(lines) if line.changed]
    shown = {near for number in changed for near in range(number - AROUND, number + AROUND + 1)}
    for near, numbers in groupby(range(len(lines)), key=shown.__contains__):
        yield Run([lines[number] for number in numbers], folded=not near)


def _aligned(old: list[str], new: list[str]) -> list[Line]:
    """Pair each changed block with the one that it became; the others went or came."""
    lines, place, other = [], 0, 0
    for a, b in [*pairs(old, new), (len(old), len(new))]:
        lines += [Line([Piece("del", text)]) for text in old[place:a]]
        lines += [Line([Piece("ins", text)]) for text in new[other:b]]
        if a < len(old):
            lines.append(words(old[a], new[b]))
        place, other = a + 1, b + 1
    return lines


def pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The pairs of places, ascending in both, whose likenesses have the greatest sum."""
    if max(len(old), len(new)) > PAIRED_AT_MOST:
        return list(zip(range(len(old)), range(len(new)), strict=False))
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(new) + 1)]
    for a, text in enumerate(old):
        above, row = best[-1], [(0.0, list[tuple[int, int]]())]
        for b, other in enumerate(new):
            likeness, (total, before) = _likeness(text, other), above[b]
            paired = (total + likeness, [*before, (a, b)]) if likeness > ALIKE else (0.0, [])
            row.append(max(paired, above[b + 1], row[b], key=lambda found: found[0]))
        best.append(row)
    return best[-1][-1][1]


def _likeness(text: str, other: str) -> float:
    mine, theirs = set(text.split()), set(other.split())
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 0.0


def lines_of(html: str) -> list[str]:
    """Return the blocks of a cleaned text as lines that also say what a reader sees of them:
    headings, lists, where links lead, which picture. So no change of a text stays unseen."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


class _Blocks(HTMLParser):
    INLINE = {"strong": "**", "em": "_", "sub": "~", "sup": "^"}

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line = self._name = ""
        self._ends: list[str] = []
        self._names = {
            "h2": _("Sub-heading"),
            "h3": _("Small sub-heading"),
            "li": "•",
            "blockquote": _("Quote"),
            "footer": _("Source of the quote"),
            "figcaption": _("Caption"),
            "caption": _("Caption of the table"),
            "th": _("Head"),
            "td": _("Cell"),
        }
        self._boxes = {"pull": _("Pull quote"), "fact": _("Fact box")}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        ending = ""
        if tag in self.INLINE:
            self._line += self.INLINE[tag]
            ending = self.INLINE[tag]
        elif tag == "a":
            ending = f" ⟨{facts.get('href', '')}⟩"
        elif tag == "span":
            self._line += f" [{_('Footnote')}: "
            ending = "]"
        elif tag == "br":
            self._line += " ⏎ "
        else:
            self._begin_block(tag, facts)
        if tag not in {"br", "hr"}:
            self._ends.append(ending)

    def _begin_block(self, tag: str, facts: dict[str, str]) -> None:
        # The first paragraph of an item or a quote stands in the line that names it.
        if tag == "p" and self._line == self._name:
            return
        self.end_line()
        name = self._names.get(tag) or self._boxes.get(facts.get("class", ""), "")
        if tag == "figure":
            wide = _("wide") if facts.get("data-size") else ""
            name = " ".join(filter(None, [_("Picture"), facts.get("data-image-id", ""), wide]))
        elif tag == "div" and "data-article-id" in facts:
            name = f"{_('Read also')} ⟨{facts['data-article-id']}⟩"
        elif tag == "div" and "data-box-id" in facts:
            name = f"{_('Box')} ⟨{facts['data-box-id']}⟩"
        elif tag == "div":
            name = f"{_('Embed')} ⟨{facts.get('data-embed-url', '')}⟩"
        elif tag == "hr":
            name = "———"
        self._line = self._name = f"{name} · " if name else ""

    def handle_endtag(self, tag: str) -> None:
        if not self._ends:
            return
        ending = self._ends.pop()
        self._line += ending
        if not ending and tag not in self.INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        self._line += data

    def end_line(self) -> None:
        line, self._line = " ".join(self._line.split()), ""
        if line:
            self.lines.append(line)
