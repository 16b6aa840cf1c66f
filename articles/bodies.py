"""The text of a page: its prepared parts, with figures, embeds and boxes from the rows of this
moment."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.utils.safestring import SafeString

from articles.embeds import Foreign, recognise
from articles.models import Article, EmbedCard
from images.models import Image
from press.pages.keys import note
from publication.preparing import Heading
from publication.prose import prose


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the library in its place; `image` is None once it was deleted."""

    image: Image | None
    caption: SafeString
    wide: bool


@dataclass(frozen=True, slots=True)
class Embed:
    """What stands on another host; `card` is None until somebody has stored one."""

    foreign: Foreign
    card: EmbedCard | None
    words: SafeString

    @property
    def opens(self) -> bool:
        """Whether a player can be offered."""
        return bool(self.foreign.player) and not (self.card and self.card.gone_at)


@dataclass(frozen=True, slots=True)
class Also:
    """An article to read also; None while readers don't see it."""

    article: Article | None


class KeptBox(Protocol):
    """A row of the room that keeps boxes, as far as a text asks."""

    pk: int
    title: str
    language: str
    prepared: dict[str, Any]
    articles: list[int]


@dataclass(frozen=True, slots=True)
class Box:
    """A box that many texts show; of its articles those that readers see."""

    number: int
    title: str
    language: str
    parts: "list[Part]"
    articles: list[Article]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text: exactly one of the six."""

    html: SafeString | None = None
    figure: Figure | None = None
    gallery: list[Figure] | None = None
    embed: Embed | None = None
    also: Also | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Text:
    parts: list[Part]
    notes: list[SafeString]
    contents: list[Heading]

    @property
    def opens_players(self) -> bool:
        return any(part.embed and part.embed.opens for part in self.parts)

    @property
    def boxes(self) -> list[Box]:
        return [part.box for part in self.parts if part.box]


type BoxLoader = Callable[[set[int]], Mapping[int, KeptBox]]
_box_loaders: list[BoxLoader] = []


def box_loader(load: BoxLoader) -> BoxLoader:
    """Let the room that keeps boxes say how those of some numbers are loaded: by one query."""
    _box_loaders.append(load)
    return load


def boxes_of(numbers: set[int]) -> dict[int, KeptBox]:
    """Return the kept boxes of these numbers, without those that were removed."""
    found = (load(numbers) for load in _box_loaders if numbers)
    return {number: box for boxes in found for number, box in boxes.items()}


# Of a cleaned text: links to other sites all say `noopener`, and no sign < or > is loose.
_OUTWARD = re.compile(r'(<a (?=[^>]*href="(?:https?:)?//)[^>]*rel=")noopener"')


def prepared_of(article: Article) -> Any:
    """Return the prepared text of an article, as `prepared_in` does."""
    return prepared_in(article, article.prepared)


def prepared_in(article: Article, prepared: Any) -> Any:
    """Return a prepared text that stands on the page of `article`; if somebody paid for that, the
    links to other sites say so to search engines, those in its boxes too."""
    return _paid(prepared) if article.label == Article.Label.SPONSORED else prepared


def _paid(part: Any) -> Any:
    if isinstance(part, str):
        return _OUTWARD.sub(r'\1sponsored nofollow noopener"', part)
    if isinstance(part, list):
        return [_paid(each) for each in part]
    if not isinstance(part, dict):
        return part
    # What stands in a box is known later: it is one text in many articles.
    paid = {"paid": True} if "box" in part else {}
    return {name: _paid(each) for name, each in part.items()} | paid


def text_of(prepared: Mapping[str, Any]) -> Text:
    """Return what a page shows of a text that was prepared when it was saved.

    One query for all its pictures, one for all its embeds, one for the articles to read also and
    those in its boxes, one for these boxes; none where there are none.
    """
    [text] = texts_of([prepared])
    return text


def texts_of(prepared: Iterable[Mapping[str, Any]]) -> list[Text]:
    """Return several texts at the cost in queries of one, in their order."""
    texts = list(prepared)
    rows = _Rows(texts)
    return [
        Text(
            parts=rows.fill(text),
            notes=[prose(note) for note in text.get("notes", [])],
            contents=text.get("contents", []),
        )
        for text in texts
    ]


class _Rows:
    """What stands in the gaps of some texts, as it is at this moment."""

    def __init__(self, texts: list[Mapping[str, Any]]) -> None:
        gaps = _gaps(texts)
        self.boxes = boxes_of({gap["box"] for gap in gaps if "box" in gap})
        gaps += _gaps(box.prepared for box in self.boxes.values())
        hung = [figure for gap in gaps for figure in gap.get("gallery", ())]
        self.images = Image.objects.in_bulk(
            {gap["image"] for gap in [*gaps, *hung] if "image" in gap}
        )
        self.foreign = {gap["embed"]: recognise(gap["embed"]) for gap in gaps if "embed" in gap}
        self.cards = _cards({there.address for there in self.foreign.values()})
        boxed = {number for box in self.boxes.values() for number in box.articles}
        self.others = _others(boxed | {gap["article"] for gap in gaps if "article" in gap})

    def fill(self, prepared: Mapping[str, Any]) -> list[Part]:
        filled = (self._filled(part) for part in prepared.get("parts", []))
        return [part for part in filled if part is not None]

    def _filled(self, part: Any) -> Part | None:
        if isinstance(part, str):
            return Part(html=prose(part))
        if "image" in part:
            return Part(figure=self._figure(part))
        if "gallery" in part:
            return Part(gallery=[self._figure(gap) for gap in part["gallery"]])
        if "article" in part:
            return Part(also=Also(self.others.get(part["article"])))
        if "box" in part:
            return self._box(part)
        there = self.foreign[part["embed"]]
        return Part(embed=Embed(there, self.cards.get(there.address), prose(part["words"])))

    def _figure(self, gap: Any) -> Figure:
        return Figure(self.images.get(gap["image"]), prose(gap["caption"]), gap["wide"])

    def _box(self, gap: Any) -> Part | None:
        """None for a box that was removed, or that has nothing to show at present."""
        kept = self.boxes.get(gap["box"])
        if kept is None:
            return None
        prepared = _paid(kept.prepared) if gap.get("paid") else kept.prepared
        articles = [self.others[key] for key in kept.articles if key in self.others]
        parts = [replace(part, figure=_narrow(part.figure)) for part in self.fill(prepared)]
        box = Box(kept.pk, kept.title, kept.language, parts, articles)
        return Part(box=box) if box.parts or box.articles else None


def _narrow(figure: Figure | None) -> Figure | None:
    """A wide picture leaves the column, but never its box."""
    return replace(figure, wide=False) if figure else None


def _gaps(texts: Iterable[Mapping[str, Any]]) -> list[Any]:
    return [part for text in texts for part in text.get("parts", []) if not isinstance(part, str)]


def _others(keys: set[int]) -> dict[int, Article]:
    """The public ones of some articles. A page knows the keys of the others too, and hears when
    one of them becomes public."""
    if not keys:
        return {}
    note(*(f"articles.article:{key}" for key in keys))
    return Article.objects.published().for_lines().in_bulk(keys)


def _cards(addresses: set[str]) -> dict[str, EmbedCard]:
    if not addresses:
        return {}
    return {card.address: card for card in EmbedCard.objects.at(addresses)}
