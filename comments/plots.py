"""Plots as plain SVG: where each bar stands. How it looks is the stylesheet's."""

from collections.abc import Sequence
from dataclasses import dataclass

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
