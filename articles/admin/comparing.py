"""Two contents of an article side by side, as a person reads them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.merging import Json
from articles.models import Article, Author, Section
from articles.typed import FIELDS
from articles.wording import Piece, compare
from images.models import Image
from publication.languages import of_articles

_ENDS_A_LINE = re.compile(r"</(?:p|h2|h3|li|footer|tr|caption|figcaption)>|<br ?/?>|<hr ?/?>")
_PICTURE = re.compile(r'<figure data-image-id="(\d+)"[^>]*>')
_EMBED = re.compile(r'<div data-embed-url="([^"]*)">')
_ROWS: dict[str, Any] = {
    "section": Section,
    "lead_image": Image,
    "further_sections": Section,
    "bylines": Author,
    "picked_related": Article,
}
_CHOICES: dict[str, Any] = {
    "label": lambda: Article.Label.choices,
    "comments": lambda: Article.Comments.choices,
    "language": of_articles,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with both its texts: `pieces` are the words of both, `name` is the form's."""

    name: str
    label: Any
    pieces: list[Piece]

    @property
    def saved(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.where != "new"]

    @property
    def mine(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.where != "old"]


def differences(names: Iterable[str], saved: Json, mine: Json, labels: Any) -> list[Difference]:
    """Set the named fields of two contents side by side, in the order of the form's `labels`."""
    order = list(labels)
    found = [_difference(name, saved.get(name), mine.get(name), labels) for name in names]
    return sorted(found, key=lambda difference: order.index(difference.name))


def _difference(name: str, saved: Any, mine: Any, labels: Any) -> Difference:
    old, new = _readable(name, saved), _readable(name, mine)
    if old == new:
        # The same words in another form: the form itself is what differs.
        old, new = str(saved or ""), str(mine or "")
    field = FIELDS.get(name, name)
    return Difference(field, labels[field].label, compare(old, new))


def _readable(name: str, value: Any) -> str:
    if name == "body":
        return _lines_of(value or "")
    if name in _ROWS:
        return _names_of(_ROWS[name], value if isinstance(value, list) else [value])
    if name in _CHOICES:
        return str(dict(_CHOICES[name]()).get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value or "").replace("\r\n", "\n")


def _names_of(model: Any, keys: list[Any]) -> str:
    rows = model.objects.in_bulk([key for key in keys if key])
    return ", ".join(str(rows.get(key, key)) for key in keys if key)


def _lines_of(body: str) -> str:
    """The words of a text, one line for each paragraph; pictures and embeds by what they name."""
    text = _PICTURE.sub(lambda found: f"[{_('Picture')} {found[1]}]\n", body)
    text = _EMBED.sub(r"[\1]\n", text)
    return unescape(strip_tags(_ENDS_A_LINE.sub("\n", text))).strip()
