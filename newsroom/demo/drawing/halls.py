"""Scenes in and before great buildings."""

import math

from newsroom.demo.drawing.canvas import Canvas, Pen, mix, path
from newsroom.demo.drawing.shapes import (
    clouds,
    hills,
    person,
)


def fan_window(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    pen.oval(800, 500, 380, 380)
    pen.box(0, 500, 1600, 1067, 0)
    canvas.fill(mask, "#dff0ee", "#fff3d2")
    canvas.shape(path("420,498 1180,498 1180,650 420,650"), "#fff3d2", "#f6e2b8")
    for n in range(1, 8):
        turn = math.pi * n / 8
        canvas.pen.line(
            [(800, 500), (800 - math.cos(turn) * 380, 500 - math.sin(turn) * 380)], 5, "#4c5f62"
        )
    for r in (130, 255, 380):
        canvas.pen.ring(800, 500, r, 6, "#4c5f62")
    for n in range(9):
        canvas.pen.box(418 + n * 95, 500, 424 + n * 95, 650, "#4c5f62")


def roof_ribs(canvas: Canvas) -> None:
    canvas.sky("#6f8a90", "#9fb3ae", "#cfc7aa", until=760)
    for n in range(6):
        r = 380 + 70 * (1.62**n)
        share = n / 5
        for step in range(28):
            turn = math.pi * (0.02 + 0.96 * step / 27)
            far = 380 + 70 * 1.62 ** (n + 1)
            if step % 3 == 0:
                canvas.pen.line(
                    [
                        (800 - math.cos(turn) * r, 500 - math.sin(turn) * r * 0.98),
                        (800 - math.cos(turn) * far, 500 - math.sin(turn) * far * 0.98),
                    ],
                    1.5 + 2 * share,
                    mix("#7f9697", "#3c5055", share),
                )
        canvas.pen.ring(800, 500, r, 7 + 13 * share, mix("#71888a", "#33464c", share))


def crates(canvas: Canvas, x: float, base: float, wide: float) -> None:
    pen = canvas.pen
    fruit = ("#c9792f", "#b5402f", "#7f9142", "#d9b04a", "#7a3f52")
    for crate in range(4):
        left = x + 10 + crate * (wide - 20) / 4
        for _ in range(26):
            pen.oval(
                left + canvas.random.uniform(6, (wide - 60) / 4),
                base - wide * 0.38 - abs(canvas.random.gauss(0, 9)),
                8,
                8,
                mix(fruit[(crate + round(x)) % 5], "#3d2a20", canvas.random.random() * 0.3),
            )
        pen.box(left, base - wide * 0.37, left + (wide - 40) / 4, base - wide * 0.26, "#a67c4f")


def stall(canvas: Canvas, x: float, base: float, wide: float, tone: str) -> None:
    pen = canvas.pen
    canvas.shape(
        [(x, base), (x, base - wide * 0.36), (x + wide, base - wide * 0.36), (x + wide, base)],
        "#6b4a35",
        "#452f28",
    )
    for post in (x + 4, x + wide - 12):
        pen.box(post, base - wide * 0.82, post + 8, base, "#4a382f")
    stripes = 8
    for n in range(stripes):
        colour = tone if n % 2 else "#efe4cb"
        x0, x1 = x - 12 + n * (wide + 24) / stripes, x - 12 + (n + 1) * (wide + 24) / stripes
        pen.polygon(
            [
                (x0 + 14, base - wide * 0.95),
                (x1 + 10, base - wide * 0.95),
                (x1, base - wide * 0.76),
                (x0, base - wide * 0.76),
            ],
            colour,
        )
        pen.oval((x0 + x1) / 2, base - wide * 0.76, (x1 - x0) / 2, 9, colour)
    crates(canvas, x, base, wide)


def stalls(canvas: Canvas) -> None:
    for x, base, wide, tone in (
        (520, 700, 110, "#5f7f74"),
        (970, 700, 110, "#a8503f"),
        (340, 770, 190, "#a8503f"),
        (1070, 770, 190, "#56738a"),
        (20, 900, 330, "#56738a"),
        (1250, 900, 330, "#7d8a4a"),
    ):
        stall(canvas, x, base, wide, tone)


def shoppers(canvas: Canvas) -> None:
    for x, foot, tall, tone in (
        (730, 700, 74, "#8d7a66"),
        (860, 712, 82, "#7d6b5d"),
        (660, 770, 120, "#5f5148"),
        (930, 800, 136, "#54505a"),
        (560, 930, 225, "#453c3c"),
        (1120, 960, 250, "#3b3a44"),
        (625, 938, 190, "#6e4a40"),
    ):
        mask, pen = canvas.stencil()
        pen.oval(x, foot, tall * 0.22, tall * 0.03)
        canvas.fill(mask, "#4a3a30", alpha=0.4, blur=3)
        mask, pen = canvas.stencil()
        person(pen, x, foot, tall)
        canvas.fill(mask, tone, mix(tone, "#1f1a1c", 0.5))


def side_walls(canvas: Canvas) -> None:
    for side in (-1, 1):
        canvas.shape(
            [
                (800 + side * 380, 500),
                (800 + side * 380, 650),
                (800 + side * 900, 800),
                (800 + side * 900, 250),
            ],
            "#a59a80",
            "#6f6656",
            alpha=0.9,
        )


def market_hall() -> Canvas:
    canvas = Canvas(1600, 1067, 139)
    roof_ribs(canvas)
    fan_window(canvas)
    side_walls(canvas)
    canvas.band(650, 1067, "#d8c39a", "#a68863", "#6b5443")
    canvas.glow(800, 560, 620, 420, "#fff0c9", 0.75)
    for x in (470, 1130):
        canvas.shape(
            [(x - 130, 60), (x + 60, 60), (x + 180, 960), (x - 150, 960)],
            "#fff3cf",
            alpha=0.12,
            blur=16,
        )
    stalls(canvas)
    shoppers(canvas)
    return canvas


def column(pen: Pen, x: float, top: float, base: float, wide: float) -> None:
    pen.polygon(
        [
            (x - wide * 0.42, top),
            (x + wide * 0.42, top),
            (x + wide * 0.5, base),
            (x - wide * 0.5, base),
        ]
    )
    pen.box(x - wide * 0.64, top - 26, x + wide * 0.64, top)
    pen.box(x - wide * 0.66, base, x + wide * 0.66, base + 20)


def colonnade(canvas: Canvas) -> None:
    for n in range(8):
        x = 285 + n * 147
        for shift, tones, alpha in (
            (26, ("#3c3233", "#3c3233"), 0.35),
            (0, ("#f3e7cd", "#cfb892"), 1.0),
        ):
            mask, pen = canvas.stencil()
            column(pen, x + shift, 356, 846, 74)
            canvas.fill(mask, *tones, alpha=alpha)
        for part, alpha in ((0.18, 0.16), (0.3, 0.22)):
            canvas.shape(
                [(x + 74 * part, 356), (x + 31, 356), (x + 37, 846), (x + 74 * part, 846)],
                "#6b564c",
                alpha=alpha,
            )


def steps(canvas: Canvas) -> None:
    for step in range(9):
        y = 862 + step * 23
        reach = 30 * step
        canvas.shape(
            [(190 - reach, y), (1410 + reach, y), (1420 + reach, y + 23), (180 - reach, y + 23)],
            mix("#f0e3c9", "#cfba98", step / 9),
            mix("#b7a184", "#92806b", step / 9),
        )


def visitors(canvas: Canvas) -> None:
    for x, foot, tall in ((600, 905, 120), (655, 912, 114), (1010, 985, 158)):
        mask, pen = canvas.stencil()
        person(pen, x, foot, tall)
        canvas.fill(mask, "#3f3c46", "#26252d")
        canvas.shape(
            [(x - 14, foot), (x + 14, foot), (x + 150, foot + 46), (x + 108, foot + 50)],
            "#4a3f3c",
            alpha=0.35,
            blur=3,
        )


def parliament_columns() -> Canvas:
    canvas = Canvas(1600, 1067, 151)
    canvas.sky("#6c93b3", "#a9c0c8", "#eadfc8", "#f3d8b0", until=860)
    clouds(canvas, 70, 380, "#f6efe1", 12, 0.6)
    hills(canvas, 840, 70, "#a8aca3", "#c2b99f", foot=880)
    canvas.band(858, 1067, "#a79f88", "#85806f")
    canvas.shape(path("250,322 1350,322 1350,860 250,860"), "#8f7f70", "#6d5f58")
    canvas.shape([(200, 262), (800, 92), (1400, 262)], "#eee2c9", "#d3bd97")
    canvas.shape([(300, 250), (800, 116), (1300, 250)], "#c3aa88", "#ad9274")
    canvas.shape(path("200,262 1400,262 1400,326 200,326"), "#e8d8b8", "#cdb691")
    canvas.pen.box(200, 322, 1400, 330, "#9c8468")
    canvas.shape(path("720,520 880,520 880,860 720,860"), "#3f3533", "#2b2526")
    colonnade(canvas)
    steps(canvas)
    visitors(canvas)
    return canvas
