"""The text of a page: its prepared parts, with figures and embeds from the rows of this moment."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text: exactly one of the five."""

    html: SafeString | None = None
    figure: Figure | None = None
    gallery: list[Figure] | None = None
    embed: Embed | None = None
    also: Also | None = None


@dataclass(frozen=True, slots=True)
class Text:
    parts: list[Part]
    notes: list[SafeString]
    contents: list[Heading]

    @property
    def opens_players(self) -> bool:
        return any(part.embed and part.embed.opens for part in self.parts)


# Of a cleaned text: links to other sites all say `noopener`, and no sign < or > is loose.
_OUTWARD = re.compile(r'(<a (?=[^>]*href="(?:https?:)?//)[^>]*rel=")noopener"')


def prepared_of(article: Article) -> Any:
    """Return the prepared text of an article; if somebody paid for it, its links to other sites say
    so to search engines."""
    return _paid(article.prepared) if article.label == Article.Label.SPONSORED else article.prepared


def _paid(part: Any) -> Any:
    if isinstance(part, str):
        return _OUTWARD.sub(r'\1sponsored nofollow noopener"', part)
    if isinstance(part, list):
        return [_paid(each) for each in part]
    return {name: _paid(each) for name, each in part.items()} if isinstance(part, dict) else part


def text_of(prepared: Mapping[str, Any]) -> Text:
    """Return what a page shows of a text that was prepared when it was saved.

    One query for all its pictures, one for all its embeds, one for the articles to read also; none
    where there are none.
    """
    [text] = texts_of([prepared])
    return text


def texts_of(prepared: Iterable[Mapping[str, Any]]) -> list[Text]:
    """Return several texts at the cost in queries of one, in their order."""
    texts = list(prepared)
    gaps = [part for text in texts for part in text.get("parts", []) if not isinstance(part, str)]
    hung = [figure for gap in gaps for figure in gap.get("gallery", ())]
    images = Image.objects.in_bulk({gap["image"] for gap in [*gaps, *hung] if "image" in gap})
    foreign = {gap["embed"]: recognise(gap["embed"]) for gap in gaps if "embed" in gap}
    others = _others({gap["article"] for gap in gaps if "article" in gap})
    cards = _cards({there.address for there in foreign.values()})

    def figure_of(gap: Any) -> Figure:
        return Figure(images.get(gap["image"]), prose(gap["caption"]), gap["wide"])

    def filled(part: Any) -> Part:
        if isinstance(part, str):
            return Part(html=prose(part))
        if "image" in part:
            return Part(figure=figure_of(part))
        if "gallery" in part:
            return Part(gallery=[figure_of(gap) for gap in part["gallery"]])
        if "article" in part:
            return Part(also=Also(others.get(part["article"])))
        there = foreign[part["embed"]]
        return Part(embed=Embed(there, cards.get(there.address), prose(part["words"])))

    return [
        Text(
            parts=[filled(part) for part in text.get("parts", [])],
            notes=[prose(note) for note in text.get("notes", [])],
            contents=text.get("contents", []),
        )
        for text in texts
    ]


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
