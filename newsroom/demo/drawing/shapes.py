"""Things that stand in more than one picture: ridges, trees, people, clouds."""

import math
from random import Random

from newsroom.demo.drawing.canvas import Canvas, Pen, Point


def ridge(random: Random, width: float, base: float, height: float, detail: int = 7) -> list[Point]:
    """A skyline made of waves, each half as tall as the one before."""
    waves = [
        (0.62**n, (0.7 + 0.6 * random.random()) * 1.75**n, random.random() * 6.3)
        for n in range(detail)
    ]
    total = sum(size for size, _, _ in waves)
    line = []
    for x in range(-20, round(width) + 28, 8):
        swing = sum(size * math.sin(x / width * 3.4 * pace + turn) for size, pace, turn in waves)
        line.append((float(x), base - height * (0.5 + 0.75 * swing / total)))
    return line


def hills(
    canvas: Canvas,
    base: float,
    height: float,
    *stops: str,
    detail: int = 7,
    foot: float | None = None,
) -> list[Point]:
    bottom = canvas.height if foot is None else foot
    line = ridge(canvas.random, canvas.width, base, height, detail)
    corners = [(canvas.width + 30.0, bottom), (-30.0, bottom)]
    canvas.shape(line + corners, *stops)
    return line


def clouds(
    canvas: Canvas, top: float, bottom: float, colour: str, number: int, alpha: float
) -> None:
    """Long soft banks, drawn together so that they melt into each other."""
    mask, pen = canvas.stencil()
    for _ in range(number):
        x = canvas.random.uniform(-100, canvas.width + 100)
        y = canvas.random.uniform(top, bottom)
        for _ in range(9):
            pen.oval(
                x + canvas.random.uniform(-170, 170),
                y + canvas.random.uniform(-11, 11),
                canvas.random.uniform(50, 150),
                canvas.random.uniform(6, 19),
            )
    canvas.fill(mask, colour, alpha=alpha, blur=9)


def conifer(pen: Pen, x: float, base: float, tall: float, random: Random) -> None:
    """A spruce as one ragged outline."""
    left, right = [], []
    steps = max(7, round(tall / 16))
    for n in range(steps):
        share = n / (steps - 1)
        reach = tall * 0.17 * share + 1.5
        y = base - tall + tall * 0.94 * share
        drop = tall * 0.045
        left += [
            (x - reach * random.uniform(0.75, 1.15), y + drop),
            (x - reach * 0.45, y),
        ]
        right += [
            (x + reach * random.uniform(0.75, 1.15), y + drop),
            (x + reach * 0.45, y),
        ]
    pen.polygon([(x, base - tall - 6), *left, (x, base - 2), *reversed(right)])
    pen.box(x - tall * 0.012, base - tall * 0.1, x + tall * 0.012, base + 4)


def leafy(pen: Pen, x: float, base: float, tall: float, random: Random) -> None:
    pen.polygon(
        [
            (x - tall * 0.035, base),
            (x - tall * 0.015, base - tall * 0.5),
            (x + tall * 0.015, base - tall * 0.5),
            (x + tall * 0.035, base),
        ]
    )
    for _ in range(60):
        turn, far = random.uniform(0, 6.3), random.random() ** 0.5
        pen.oval(
            x + math.cos(turn) * far * tall * 0.27,
            base - tall * 0.6 + math.sin(turn) * far * tall * 0.24,
            tall * random.uniform(0.07, 0.13),
            tall * random.uniform(0.06, 0.1),
        )


def person(
    pen: Pen, x: float, foot: float, tall: float, fill: str | int = 255, stride: float = 0.1
) -> None:
    """A standing figure, told by its coat."""
    head = tall * 0.075
    pen.oval(x, foot - tall + head, head * 0.85, head, fill)
    shoulder, hip = foot - tall * 0.82, foot - tall * 0.36
    pen.rounded((x - tall * 0.115, shoulder, x + tall * 0.115, hip), tall * 0.07, fill)
    pen.polygon(
        [
            (x - tall * 0.11, shoulder + tall * 0.1),
            (x + tall * 0.11, shoulder + tall * 0.1),
            (x + tall * 0.13, hip + tall * 0.05),
            (x - tall * 0.13, hip + tall * 0.05),
        ],
        fill,
    )
    for side in (-1, 1):
        pen.line(
            [(x + side * tall * 0.05, hip), (x + side * tall * stride * 0.8, foot)],
            tall * 0.07,
            fill,
        )


def ripples(
    canvas: Canvas, top: float, bottom: float, colour: str, number: int, alpha: float
) -> None:
    """Short strokes on water, longer and further apart toward the front."""
    mask, pen = canvas.stencil()
    for _ in range(number):
        near = canvas.random.random() ** 1.6
        y = top + near * (bottom - top)
        half = (8 + 90 * near) * canvas.random.uniform(0.4, 1.2)
        x = canvas.random.uniform(-50, canvas.width + 50)
        thick = 0.6 + 3.4 * near
        pen.polygon([(x - half, y), (x, y - thick), (x + half, y), (x, y + thick * 0.6)])
    canvas.fill(mask, colour, alpha=alpha)


def stars(canvas: Canvas, bottom: float, number: int) -> None:
    mask, pen = canvas.stencil()
    for _ in range(number):
        size = 0.5 + 1.5 * canvas.random.random() ** 5
        pen.oval(
            canvas.random.uniform(0, canvas.width),
            bottom * canvas.random.random() ** 1.15,
            size,
            size,
            canvas.random.randint(70, 255),
        )
    canvas.fill(mask, "#f4f0e2")


def beam(
    canvas: Canvas,
    start: Point,
    left: Point,
    right: Point,
    colour: str,
    alpha: float,
) -> None:
    """A cone of light that thins out away from its lamp."""
    for share in (1.0, 0.8, 0.6, 0.42):
        ends = [
            (start[0] + (x - start[0]) * share, start[1] + (y - start[1]) * share)
            for x, y in (left, right)
        ]
        canvas.shape([start, *ends], colour, alpha=alpha / 4, blur=7)
