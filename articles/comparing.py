"""Two contents of an article beside each other, field by field, in words that people read."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles import differences
from articles.differences import Line, Run
from articles.models import Article, Author, Section
from images.models import Image

Kept = Mapping[str, Any]
_PICTURE = re.compile(r'data-image-id="(\d+)"')


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two contents differ."""

    field: str
    label: str
    runs: list[Run]


def compare(old: Kept, new: Kept) -> list[Difference]:
    """Return the fields in which `new` differs from `old`, in the order of the form.

    Both are contents as revisions keep them. At most four queries, for the names of what they
    refer to; a field that this module doesn't know is compared as plain words.
    """
    names = _Names([old, new])
    found = []
    for field in dict.fromkeys([*_order(), *old, *new]):
        before, after = old.get(field), new.get(field)
        if before != after:
            found.append(Difference(field, label_of(field), _runs(field, before, after, names)))
    pictures = names.pictures(old), names.pictures(new)
    if pictures[0] != pictures[1]:
        lines = differences.items(*pictures)
        found.append(Difference("pictures", _("Pictures"), [Run(lines)]))
    return found


def label_of(field: str) -> str:
    """Return what the form calls a field of the content."""
    names = {"bylines": _("Bylines"), "tags": _("Tags"), "picked_related": _("Related articles")}
    if field in names:
        return names[field]
    columns = {column.name: column for column in Article._meta.get_fields()}
    verbose = getattr(columns.get(field), "verbose_name", field)
    return str(verbose)[:1].upper() + str(verbose)[1:]


def _order() -> Iterable[str]:
    return ("kicker", "headline", "standfirst", "body", "bylines", "lead_image", "section", "tags")


def _runs(field: str, old: Any, new: Any, names: "_Names") -> list[Run]:
    if field == "body":
        return differences.blocks(old or "", new or "")
    if isinstance(old, list) or isinstance(new, list):
        before, after = names.of_all(field, old or []), names.of_all(field, new or [])
        return [Run(differences.items(before, after))]
    return [Run([_one(names.of(field, old), names.of(field, new))])]


def _one(old: str, new: str) -> Line:
    return differences.words(old, new)


class _Names:
    """What the keys in contents are called, for all of them by one query a kind."""

    def __init__(self, contents: list[Kept]) -> None:
        pictures = {pk for content in contents for pk in _pictures_of(content)}
        self._by_field: dict[str, Callable[[Any], str]] = {
            "bylines": _namer(Author, _keys(contents, "bylines")),
            "lead_image": (image := _namer(Image, pictures)),
            "section": (section := _namer(Section, _keys(contents, "section", "further_sections"))),
            "further_sections": section,
            "picked_related": _namer(Article, _keys(contents, "picked_related")),
        }
        for field in ("label", "comments"):
            self._by_field[field] = _chooser(field)
        self._image = image

    def of(self, field: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        return self._by_field.get(field, str)(value)

    def of_all(self, field: str, values: list[Any]) -> list[str]:
        return [self.of(field, value) for value in values]

    def pictures(self, content: Kept) -> list[str]:
        return [self._image(pk) for pk in _pictures_of(content)]


def _pictures_of(content: Kept) -> list[int]:
    lead = content.get("lead_image")
    return [*([lead] if lead else []), *map(int, _PICTURE.findall(content.get("body", "")))]


def _keys(contents: list[Kept], *fields: str) -> set[int]:
    keys: set[int] = set()
    for content in contents:
        for field in fields:
            value = content.get(field)
            keys.update(value if isinstance(value, list) else [value] if value else [])
    return keys


def _chooser(field: str) -> Callable[[Any], str]:
    column: Any = Article._meta.get_field(field)
    choices = dict(column.flatchoices)
    return lambda value: str(choices.get(value, value))


def _namer(model: Any, keys: set[int]) -> Callable[[Any], str]:
    rows = model.objects.in_bulk(keys) if keys else {}

    def name(pk: Any) -> str:
        return str(rows[pk]) if pk in rows else _("no longer there (%(number)s)") % {"number": pk}

    return name
