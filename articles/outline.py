"""What a cleaned text is made of, as far as checks ask: headings, links and pictures, each with
the number of the block that it stands in, counted from 0 as the editor counts them."""

from dataclasses import dataclass
from html.parser import HTMLParser

WITHOUT_END = {"br", "hr"}


@dataclass(slots=True)
class Heading:
    level: int
    block: int
    boxed: bool
    text: str = ""


@dataclass(slots=True)
class Link:
    address: str
    block: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    article: int
    block: int


@dataclass(frozen=True, slots=True)
class KeptBox:
    number: int
    block: int


@dataclass(frozen=True, slots=True)
class Figure:
    image: int
    wide: bool
    block: int


class Outline(HTMLParser):
    """Reads a text once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.figures: list[Figure] = []
        self.boxes: list[Box] = []
        self.kept_boxes: list[KeptBox] = []
        self._block = -1
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if not self._open:
            self._block += 1
        if tag in {"h2", "h3"}:
            self.headings.append(Heading(int(tag[1]), self._block, "aside" in self._open))
        elif tag == "a":
            self.links.append(Link(facts.get("href", ""), self._block))
        elif tag == "figure" and facts.get("data-image-id", "").isdigit():
            wide = facts.get("data-size") == "wide"
            self.figures.append(Figure(int(facts["data-image-id"]), wide, self._block))
        elif tag == "div" and facts.get("data-article-id", "").isdigit():
            self.boxes.append(Box(int(facts["data-article-id"]), self._block))
        elif tag == "div" and facts.get("data-box-id", "").isdigit():
            self.kept_boxes.append(KeptBox(int(facts["data-box-id"]), self._block))
        if tag not in WITHOUT_END:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if {"h2", "h3"} & set(self._open):
            self.headings[-1].text += data
        if "a" in self._open:
            self.links[-1].text += data
