"""Where a picture is used: by the rows that name it, and by texts of whatever room holds some."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, ManyToOneRel, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from images.models import Image
from publication.models import StandingPage

# More than a person reads; so that a picture used ten thousand times costs no more than one.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Use:
    """One place: what it is, how people call it, and its page at the desk ("" if it has none)."""

    what: str
    name: str
    page: str


def page_of(row: Any) -> str:
    """Return the address of a row's form at the desk; "" if it has none."""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place: the rows that are one, in their order, what people call it ("": as such
    a row is called), and where a row is changed."""

    rows: QuerySet[Any]
    what: str = ""
    page_of: Callable[[Any], str] = page_of

    def use_by(self, row: Any) -> Use:
        what = self.what or str(capfirst(row._meta.verbose_name))
        return Use(what, str(row), self.page_of(row))


Finder = Callable[[Image], Iterable[Place]]
_finders: list[Finder] = []


def finder(find: Finder) -> Finder:
    """Let a room above say in which texts of its own a picture stands."""
    _finders.append(find)
    return find


def uses_of(image: Image) -> list[Use]:
    """Return where the picture is used, at most SHOWN places of each kind."""
    finders = [_in_rows, _in_standing_pages, *_finders]
    return uses_in([place for find in finders for place in find(image)])


def uses_in(places: list[Place]) -> list[Use]:
    """Return the uses at these places: one query finds which kinds there are, and only those are
    asked for their rows."""
    of_each = [
        place.rows.order_by().values_list(Value(number, IntegerField()))[:1]
        for number, place in enumerate(places)
    ]
    found = of_each[0].union(*of_each[1:], all=True).order_by()
    kinds = [places[number] for (number,) in sorted(found)]
    return [place.use_by(row) for place in kinds for row in place.rows[:SHOWN]]


def mark_of(image: Image) -> str:
    """Return how a stored text names a picture, for rooms whose texts are few."""
    return f'data-image-id="{image.pk}"'


def _in_rows(image: Image) -> Iterator[Place]:
    """All that names it by a foreign key, whichever rooms there are."""
    for relation in Image._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            model: Any = relation.related_model
            rows = model._default_manager.filter(**{relation.field.name: image}).order_by("-pk")
            yield Place(
                rows, f"{capfirst(model._meta.verbose_name)}, {relation.field.verbose_name}"
            )


def _in_standing_pages(image: Image) -> Iterator[Place]:
    pages = StandingPage.objects.filter(body__contains=mark_of(image))
    yield Place(pages, _("Text of a standing page"))
