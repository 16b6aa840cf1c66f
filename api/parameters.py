"""What a program may say in the query of an address: each parameter with its type and reader."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from api.problems import Problem
from api.shapes import ID, Schema, Shape, one_of
from articles.paging import KEY
from articles.search import RANKED

BIGGEST = ID["maximum"]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NEWEST_FIRST = "newest"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`read` makes the value of the text; it raises ValueError, and `problem` is the sentence."""

    name: str
    schema: Schema
    says: str
    read: Callable[[str], Any]
    problem: str | Promise


def asked_of(query: QueryDict, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return the values by name, None for what isn't said. Raises Problem (400) naming every
    parameter that can't be understood."""
    values: dict[str, Any] = {}
    errors = []
    for parameter in parameters:
        text = query.get(parameter.name)
        try:
            values[parameter.name] = None if text is None else parameter.read(text)
        except ValueError:
            errors.append((parameter.name, parameter.problem))
    if errors:
        raise Problem(HTTPStatus.BAD_REQUEST, errors=errors)
    return values


def fields_of(shape: Shape) -> Parameter:
    """The parameter by which a program chooses among the fields of a shape."""

    def read(text: str) -> frozenset[str]:
        names = frozenset(text.split(","))
        if names - set(shape.names):
            raise ValueError(text)
        return names

    return Parameter(
        "fields",
        {"type": "array", "items": one_of(shape.names), "minItems": 1},
        "The fields to tell, joined by commas; `id` is always told.",
        read,
        format_lazy(
            _("“fields” is a list with commas. There are: {names}."), names=", ".join(shape.names)
        ),
    )


def _read_key(text: str) -> str:
    if not KEY.fullmatch(text):
        raise ValueError(text)
    return text


def _read_number(smallest: int, largest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,19}", text) or not smallest <= int(text) <= largest:
            raise ValueError(text)
        return int(text)

    return read


def _read_day(text: str) -> date:
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _read_order(text: str) -> str:
    if text not in {"best", NEWEST_FIRST}:
        raise ValueError(text)
    return text


def _turning(name: str, side: str) -> Parameter:
    return Parameter(
        name,
        {"type": "string", "pattern": f"^{KEY.pattern}$"},
        f"Go on with what is {side} than this key; take the addresses in `older` and `newer`.",
        _read_key,
        format_lazy(_("“{name}” is no key. Take the addresses in “older” and “newer”."), name=name),
    )


def _numbered(name: str, says: str) -> Parameter:
    problem = format_lazy(_("“{name}” is a number, the id of one that exists."), name=name)
    return Parameter(name, ID, says, _read_number(1, BIGGEST), problem)


def _day(name: str, says: str) -> Parameter:
    problem = format_lazy(_("“{name}” is no day. Write it as in 2026-11-25."), name=name)
    return Parameter(name, {"type": "string", "format": "date"}, says, _read_day, problem)


AFTER, BEFORE = _turning("after", "older"), _turning("before", "newer")
SINCE = _day("since", "Only what came out on this day of the newsroom or later.")
UNTIL = _day("until", "Only what came out on this day of the newsroom or earlier.")
AFTER_ID = Parameter(
    "after",
    {"type": "integer", "minimum": 0, "maximum": BIGGEST},
    "Go on after this id; take the address in `next`.",
    _read_number(0, BIGGEST),
    _("“after” is a number. Take the address in “next”."),
)
WORDS = Parameter(
    "q",
    {"type": "string"},
    "What to look for: words, “phrases in quotation marks”, -exclusions. Any text is right; one "
    "without a word to look for finds nothing.",
    lambda text: text.replace("\0", " ").strip(),
    "",
)
SECTION = _numbered("section", "Only articles of this section, by its id.")
AUTHOR = _numbered("author", "Only articles by this author, by their id.")
ORDER = Parameter(
    "order",
    one_of(["best", NEWEST_FIRST]),
    "`best`, which is the default, ranks by relevance and freshness.",
    _read_order,
    _("“order” is “best” or “newest”."),
)
AFTER_RESULTS = Parameter(
    "after",
    {"type": "integer", "minimum": 0, "maximum": RANKED},
    "Go on after so many results; take the addresses in `older` and `newer`.",
    _read_number(0, RANKED),
    format_lazy(_("“after” is a number of results, at most {most}."), most=RANKED),
)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first moment of one day to the last of another, in the newsroom's zone."""

    begin: datetime | None
    end: datetime | None

    @classmethod
    def of(cls, since: date | None, until: date | None) -> "Span":
        """Raises Problem (422) for a last day before the first."""
        if since and until and until < since:
            sentence = _("The last day lies before the first. Change one of them.")
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=[("until", sentence)])
        after = until + timedelta(days=1) if until and until < date.max else None
        return cls(_midnight(since), _midnight(after))


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
