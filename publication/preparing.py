"""The reader's form of a text, made once when it is saved: pure, and without any words of ours.

A prepared text is plain JSON, so that a page needs no parser: `parts` are pieces of HTML with
figures, galleries, embeds, boxes and articles to read also between them, which a page fills from
fresh rows; `notes` are the footnotes; `contents` are the headings of a long read, empty for a
shorter one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NotRequired, TypedDict

from publication.addresses import slug_of
from publication.prose import plain_text

# Below either of these a reader sees the whole text coming, and needs no table of contents.
LONG_READ_WORDS = 1_200
LONG_READ_HEADINGS = 4


class Figure(TypedDict):
    image: int
    caption: str
    wide: bool


class Gallery(TypedDict):
    gallery: list[Figure]


class Embed(TypedDict):
    embed: str
    words: str


class Also(TypedDict):
    article: int


class Box(TypedDict):
    box: int


class Heading(TypedDict):
    id: str
    text: str


class Prepared(TypedDict):
    parts: list[str | Figure | Gallery | Embed | Also | Box]
    notes: NotRequired[list[str]]
    contents: NotRequired[list[Heading]]


Part = str | Figure | Gallery | Embed | Also | Box


class _Call(str):
    """The number in the text that leads to a footnote; no part of a heading's words."""


@dataclass(slots=True)
class _Frame:
    """An open element whose end decides what becomes of it."""

    tag: str
    opening: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    label: str = ""

    @property
    def html(self) -> str:
        return "".join(part for part in self.parts if isinstance(part, str))


# A cleaned text is well formed, its attributes are quoted, and < and > stand in it for tags only.
# So the few tags that matter are found without a parser, at a hundredth of its cost: seeding and
# imports prepare millions.
_TAG = re.compile(
    r"<(/?)(h2|h3|aside|table|caption|thead|th|figure|figcaption|div|span)((?: [^>]*)?)>"
)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def prepare(html: str) -> Prepared:
    """Return the reader's form of a cleaned text.

    Headings get ids from their words, tables a region that scrolls by itself, footnotes their
    numbers. The same text always gives the same.
    """
    preparer = _Preparer()
    preparer.read(html)
    prepared: Prepared = {"parts": list(_joined(preparer.frames[0].parts))}
    if preparer.notes:
        prepared["notes"] = preparer.notes
    if len(preparer.headings) >= LONG_READ_HEADINGS and _words(html) >= LONG_READ_WORDS:
        prepared["contents"] = preparer.headings
    return prepared


def _words(html: str) -> int:
    return len(re.sub(r"<[^>]*>", " ", html).split())


def _joined(parts: list[Part]) -> Iterator[Part]:
    html: list[str] = []
    for part in parts:
        if isinstance(part, str):
            html.append(part)
            continue
        if any(html):
            yield "".join(html)
        html = []
        yield part
    if any(html):
        yield "".join(html)


class _Preparer:
    """Reads a text once; what its elements become is decided as each of them ends."""

    def __init__(self) -> None:
        self.frames = [_Frame("", "")]
        self.notes: list[str] = []
        self.headings: list[Heading] = []
        self.ids: set[str] = set()
        self.tables = 0
        self.latest_heading = ""

    def read(self, html: str) -> None:
        place = 0
        for found in _TAG.finditer(html):
            self._put(html[place : found.start()])
            place = found.end()
            ends, tag, attributes = found.groups()
            if not ends:
                pairs = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
                self.frames.append(_Frame(tag, found[0], pairs))
            elif self.frames[-1].tag == tag:
                self._close(self.frames.pop())
        self._put(html[place:])
        while len(self.frames) > 1:
            self._close(self.frames.pop())

    def _put(self, *parts: Part) -> None:
        self.frames[-1].parts.extend(parts)

    def _put_element(self, opening: str, frame: _Frame) -> None:
        self._put(opening, *frame.parts, f"</{frame.tag}>")

    def _within(self, tag: str) -> _Frame | None:
        return next((frame for frame in reversed(self.frames) if frame.tag == tag), None)

    def _close(self, frame: _Frame) -> None:
        close: Any = getattr(self, f"_close_{frame.tag}", None)
        if close is None:
            self._put_element(frame.opening, frame)
        else:
            close(frame)

    def _close_h2(self, frame: _Frame) -> None:
        words = "".join(
            part for part in frame.parts if isinstance(part, str) and not isinstance(part, _Call)
        )
        text = plain_text(words)
        if not text:
            return
        id_ = self._free_id(f"h-{slug_of(text) or 'part'}")
        box = self._within("aside")
        if box is not None:
            box.label = box.label or id_
        else:
            self.latest_heading = id_
            if frame.tag == "h2":
                self.headings.append({"id": id_, "text": text})
        # To be focused by a link of the table of contents, so that the keyboard goes on from here.
        self._put_element(f'<{frame.tag} id="{id_}" tabindex="-1">', frame)

    _close_h3 = _close_h2

    def _free_id(self, wanted: str) -> str:
        id_, number = wanted, 1
        while id_ in self.ids:
            number += 1
            id_ = f"{wanted}-{number}"
        self.ids.add(id_)
        return id_

    def _close_aside(self, frame: _Frame) -> None:
        name = frame.attributes.get("class")
        if name == "fact" and frame.label:
            self._put_element(f'<aside class="fact" aria-labelledby="{frame.label}">', frame)
        else:
            self._put_element(frame.opening, frame)

    def _close_caption(self, frame: _Frame) -> None:
        table = self._within("table")
        if table is None or table.label:
            self._put_element(frame.opening, frame)
            return
        self.tables += 1
        table.label = f"table-{self.tables}"
        self._put_element(f'<caption id="{table.label}">', frame)

    def _close_th(self, frame: _Frame) -> None:
        scope = "col" if self._within("thead") else "row"
        if "scope" in frame.attributes:
            self._put_element(frame.opening, frame)
        else:
            self._put_element(f'{frame.opening[:-1]} scope="{scope}">', frame)

    def _close_table(self, frame: _Frame) -> None:
        if self._within("table"):
            self._put_element(frame.opening, frame)
            return
        # Named by its caption, else by the heading above it.
        label = frame.label or self.latest_heading
        role = f' role="region" aria-labelledby="{label}"' if label else ""
        self._put(f'<div class="table" tabindex="0"{role}>')
        self._put_element(frame.opening, frame)
        self._put("</div>")

    def _close_figcaption(self, frame: _Frame) -> None:
        figure = self._within("figure")
        if figure is not None and "data-image-id" in figure.attributes:
            self._put(*frame.parts)
        else:
            self._put_element(frame.opening, frame)

    def _close_figure(self, frame: _Frame) -> None:
        image = frame.attributes.get("data-image-id")
        if image is None:
            self._put_element(frame.opening, frame)
            return
        wide = frame.attributes.get("data-size") == "wide"
        self._put({"image": int(image), "caption": frame.html, "wide": wide})

    def _close_div(self, frame: _Frame) -> None:
        address = frame.attributes.get("data-embed-url")
        if frame.attributes.get("class") == "gallery":
            hung: list[Any] = [part for part in frame.parts if isinstance(part, dict)]
            if figures := [part for part in hung if "image" in part]:
                self._put({"gallery": figures})
        elif "data-article-id" in frame.attributes:
            self._put({"article": int(frame.attributes["data-article-id"])})
        elif "data-box-id" in frame.attributes:
            self._put({"box": int(frame.attributes["data-box-id"])})
        elif address is None:
            self._put_element(frame.opening, frame)
        else:
            self._put({"embed": address, "words": frame.html})

    def _close_span(self, frame: _Frame) -> None:
        outer = self._within("span")
        if frame.attributes.get("class") != "note" or outer is not None:
            self._put(*frame.parts)
            return
        self.notes.append(frame.html)
        number = len(self.notes)
        self._put(
            _Call(
                f'<sup class="call"><a href="#note-{number}" id="note-{number}-call"'
                f' aria-describedby="notes">{number}</a></sup>'
            )
        )
