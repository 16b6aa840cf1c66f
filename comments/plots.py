"""Plots as plain SVG: where each bar stands. How it looks is the stylesheet's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

WIDTH, HEIGHT = 720, 200
GAP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle; `style` is the name of its part, `words` what it says when pointed at."""

    x: str
    y: str
    width: str
    height: str
    style: str
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    bars: list[Bar]
    top: float
    width: int = WIDTH
    height: int = HEIGHT


def stacked(columns: Sequence[Sequence[tuple[str, float, str]]]) -> Plot:
    """Return a plot of columns, each of parts (style, number, words) that stand on each other."""
    top = max((sum(number for _s, number, _w in parts) for parts in columns), default=0) or 1
    step = WIDTH / max(1, len(columns))
    bars = []
    for place, parts in enumerate(columns):
        floor = float(HEIGHT)
        for style, number, words in parts:
            tall = HEIGHT * number / top
            floor -= tall
            if number:
                left = step * (place + GAP / 2)
                x, y, wide, high = (f"{each:.2f}" for each in (left, floor, step * (1 - GAP), tall))
                bars.append(Bar(x, y, wide, high, style, words))
    return Plot(bars, top)


class Row(Protocol):
    """A day or a month: what it is called, and its figures."""

    @property
    def label(self) -> str: ...
    @property
    def received(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def spam(self) -> int: ...
    @property
    def waited(self) -> int | None: ...


def received(rows: Iterable[Row]) -> Plot:
    """What came in: public at once, held, and spam by a rule, on each other."""
    return stacked([_received(row) for row in rows])


def waited(rows: Iterable[Row]) -> Plot:
    """How many minutes people waited for a decision."""
    return stacked([_waited(row) for row in rows])


def _received(row: Row) -> list[tuple[str, float, str]]:
    when, at_once = row.label, row.received - row.held - row.spam
    return [
        ("public", at_once, _("%(day)s: %(many)d public at once") % {"day": when, "many": at_once}),
        ("held", row.held, _("%(day)s: %(many)d held") % {"day": when, "many": row.held}),
        ("spam", row.spam, _("%(day)s: %(many)d spam by a rule") % {"day": when, "many": row.spam}),
    ]


def _waited(row: Row) -> list[tuple[str, float, str]]:
    minutes = (row.waited or 0) / 60
    facts = {"day": row.label, "many": minutes}
    return [("waited", minutes, _("%(day)s: %(many).0f minutes") % facts)]
