"""Scenes in valleys: a dry reservoir and a railway above the mist."""

import math

from newsroom.demo.drawing.canvas import Canvas, Pen, Point, mix, path
from newsroom.demo.drawing.shapes import (
    clouds,
    hills,
    leafy,
    person,
)


def shore(canvas: Canvas, share: float) -> list[Point]:
    """One of the lines that falling water leaves."""
    line = []
    for n in range(120):
        turn = n / 120 * 6.2832
        bump = 1 + 0.07 * math.sin(3 * turn + 1) + 0.05 * math.sin(5 * turn + 2.4)
        bump += 0.02 * math.sin(11 * turn + share * 9)
        line.append(
            (
                820 + math.cos(turn) * bump * (330 + 680 * share),
                735 + 120 * share + math.sin(turn) * bump * (92 + 330 * share),
            )
        )
    return line


def chapel(pen: Pen, x: float, base: float) -> None:
    pen.box(x - 24, base - 130, x + 24, base + 4)
    pen.polygon([(x - 31, base - 128), (x + 31, base - 128), (x, base - 214)])
    pen.box(x + 24, base - 34, x + 112, base + 4)
    pen.polygon(
        [(x + 20, base - 33), (x + 116, base - 33), (x + 98, base - 66), (x + 30, base - 66)]
    )
    pen.line([(x, base - 236), (x, base - 210)], 3)
    pen.line([(x - 7, base - 227), (x + 7, base - 227)], 3)


def watchers(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    for x, foot, tall in ((512, 905, 74), (538, 909, 66)):
        person(pen, x, foot, tall)
    canvas.fill(mask, "#40322b")


def bands(canvas: Canvas) -> None:
    for n in range(13):
        share = 1 - n / 13
        tone = ("#c69768", "#b58456")[n % 2]
        canvas.shape(
            shore(canvas, share),
            mix(tone, "#e2c294", 0.6 - 0.6 * share),
            mix(tone, "#8d6244", 0.35 * share),
            blur=0.8,
        )


def reservoir() -> Canvas:
    canvas = Canvas(1600, 1067, 67)
    canvas.sky("#7fa0ab", "#bccac0", "#f0dfbd", "#f4d6a5", until=520)
    canvas.glow(1180, 400, 560, 300, "#fff3d0", 0.8)
    clouds(canvas, 80, 260, "#f2ead8", 7, 0.4)
    hills(canvas, 440, 190, "#a9998a", "#cdb090", foot=470)
    canvas.haze(330, 500, "#f3e0bd", 0.5)
    hills(canvas, 510, 130, "#a8795a", "#c49468", foot=700)
    hills(canvas, 585, 80, "#96664a", "#b98a60")
    bands(canvas)
    canvas.shape(shore(canvas, 0.0), "#8fb2b0", "#4f858e")
    mask, pen = canvas.stencil()
    chapel(pen, 790, 722)
    canvas.fill(mask, "#6d5546", "#574538")
    canvas.shape(path("766,726 814,726 806,812 772,812"), "#43646a", alpha=0.5, blur=3)
    canvas.shape(path("806,592 814,592 814,724 800,724"), "#d9b184", alpha=0.5)
    for y, half in ((752, 170), (774, 240), (796, 150)):
        canvas.shape(
            [(830 - half, y), (830, y - 2), (830 + half, y), (830, y + 2)], "#d3e2d6", alpha=0.45
        )
    watchers(canvas)
    return canvas


def arches(pen: Pen, left: float, right: float, deck: float, floor: float) -> None:
    gap = 128
    pen.box(left, deck, right, floor)
    x = left + 16
    while x < right:
        pen.box(x, deck + 92, x + gap - 32, floor, 0)
        pen.oval(x + (gap - 32) / 2, deck + 94, (gap - 32) / 2, 58, 0)
        x += gap
    pen.box(left, deck - 8, right, deck + 12)


def train(canvas: Canvas, left: float, deck: float) -> None:
    for n in range(4):
        x = left + n * 134
        canvas.pen.rounded((x, deck - 47, x + 128, deck - 10), 7, "#8e3b35")
        canvas.pen.box(x + 2, deck - 20, x + 126, deck - 14, "#e4d6b8")
        for window in range(7):
            canvas.pen.box(
                x + 12 + window * 16, deck - 39, x + 23 + window * 16, deck - 27, "#f7e5b4"
            )
    canvas.pen.polygon(
        [
            (left + 530, deck - 47),
            (left + 548, deck - 47),
            (left + 570, deck - 12),
            (left + 530, deck - 10),
        ],
        "#8e3b35",
    )
    canvas.pen.box(left, deck - 11, left + 564, deck - 6, "#2e2c2e")


def valley_trees(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    for x, base, tall in (
        (90, 960, 210),
        (235, 985, 150),
        (1420, 965, 250),
        (1545, 990, 170),
        (1260, 985, 120),
    ):
        leafy(pen, x, base, tall, canvas.random)
    canvas.fill(mask, "#40643f", "#243f2f")


def railway_viaduct() -> Canvas:
    canvas = Canvas(1600, 1067, 79)
    canvas.sky("#86a7b5", "#c0cec6", "#f0e2c5", until=620)
    clouds(canvas, 70, 260, "#f5efe0", 12, 0.65)
    hills(canvas, 500, 240, "#8da5a4", "#b9c3b0")
    hills(canvas, 600, 190, "#718f83", "#a3b08c")
    canvas.haze(430, 690, "#efe6cd", 0.6)
    hills(canvas, 720, 120, "#5f7f66", "#8a9a66")
    mask, pen = canvas.stencil()
    arches(pen, -40, 1640, 512, 930)
    canvas.fill(mask, "#c0a585", "#87715c")
    mask, pen = canvas.stencil()
    for n in range(14):
        pen.box(-40 + n * 128, 604, -28 + n * 128, 930)
    canvas.fill(mask, "#55473d", alpha=0.45)
    canvas.pen.box(-10, 520, 1610, 525, "#8d755f")
    train(canvas, 560, 504)
    canvas.haze(690, 960, "#e9e3c8", 0.5)
    hills(canvas, 915, 100, "#5f7f4b", "#3d5f3c")
    valley_trees(canvas)
    hills(canvas, 1030, 60, "#3a5a35", "#25402a")
    return canvas
