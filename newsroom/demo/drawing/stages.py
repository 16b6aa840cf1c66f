"""Scenes before an audience."""

import math

from newsroom.demo.drawing.canvas import Canvas, Pen, mix, path
from newsroom.demo.drawing.shapes import (
    beam,
    conifer,
    hills,
    person,
)


def curtain(canvas: Canvas, left: float, right: float, lean: float) -> None:
    folds = 9
    wide = (right - left) / folds
    for n in range(folds):
        x = left + n * wide
        for part in range(4):
            tone = mix("#8f2530", "#3a0f1b", abs(part - 1.4) / 2.6)
            x0, x1 = x + part * wide / 4 - 1, x + (part + 1) * wide / 4 + 8
            canvas.shape(
                [(x0, 0), (x1, 0), (x1 + lean * (n + 1) * 4, 900), (x0 + lean * (n + 1) * 4, 900)],
                mix(tone, "#1a0810", 0.35),
                tone,
            )


def heads(canvas: Canvas, rows: int) -> None:
    for row in range(rows):
        mask, pen = canvas.stencil()
        size = 21 + row * 8
        x = canvas.random.uniform(-30, 10)
        base = 948 + row * 48
        while x < 1640:
            y = base + canvas.random.uniform(-8, 8)
            pen.oval(x, y, size * 0.8, size)
            pen.oval(x, y + size * 2.1, size * 1.7, size * 1.35)
            x += size * canvas.random.uniform(3.1, 4.2)
        canvas.fill(mask, mix("#2a1520", "#0b070c", row / max(1, rows - 1)))


def actors(canvas: Canvas) -> None:
    for x, spread in ((520, 130), (1080, 130), (800, 170)):
        beam(canvas, (x, -40), (800 - spread, 860), (800 + spread, 860), "#ffe9bb", 0.5)
    mask, pen = canvas.stencil()
    pen.oval(800, 864, 250, 34)
    canvas.fill(mask, "#ffe2aa", alpha=0.6, blur=8)
    mask, pen = canvas.stencil()
    person(pen, 770, 868, 230)
    pen.line([(785, 710), (852, 640), (866, 600)], 15)
    person(pen, 960, 862, 200, stride=0.07)
    canvas.fill(mask, "#2b1722", "#1a0e17")


def theatre_stage() -> Canvas:
    canvas = Canvas(1600, 1067, 109)
    canvas.sky("#1d1220", "#39203a", "#6d3f4c", "#b9785a", until=800)
    canvas.glow(800, 640, 520, 420, "#f6c789", 0.8)
    canvas.pen.oval(800, 470, 170, 170, "#f3d9a4")
    hills(canvas, 760, 120, "#4b2c40", "#6a3f47", foot=800)
    mask, pen = canvas.stencil()
    for x, tall in ((470, 300), (560, 210), (1080, 250), (1170, 330)):
        conifer(pen, x, 800, tall, canvas.random)
    canvas.fill(mask, "#2c1b2e", "#3d2433")
    canvas.band(796, 940, "#8a5646", "#3a2029")
    actors(canvas)
    curtain(canvas, -60, 330, -1.4)
    curtain(canvas, 1270, 1660, 1.4)
    canvas.shape(
        path("-10,-10 1610,-10 1610,92 1200,132 800,104 400,132 -10,92"),
        "#4f1420",
        "#7c222c",
    )
    heads(canvas, 3)
    return canvas


def instrument(pen: Pen, x: float, y: float, size: float, tool: int) -> None:
    wood = ("#a65a2c", "#8c4423", "#c9973f")[tool]
    if tool == 0:
        pen.oval(x + size * 0.3, y - size * 0.45, size * 0.27, size * 0.12, wood)
        pen.line([(x + size * 0.4, y - size * 0.44), (x + size * 0.82, y - size * 0.34)], 4, wood)
        pen.line(
            [(x + size * 0.5, y - size * 0.92), (x + size * 0.36, y + size * 0.12)], 2, "#f3e2bd"
        )
    elif tool == 1:
        pen.line([(x + size * 0.1, y + size * 0.3), (x - size * 0.16, y - size * 1.05)], 5, wood)
        pen.oval(x + size * 0.1, y + size * 0.12, size * 0.22, size * 0.25, wood)
        pen.oval(x + size * 0.14, y + size * 0.5, size * 0.3, size * 0.33, wood)
    else:
        pen.line([(x - size * 0.5, y - size * 0.28), (x + size * 0.14, y - size * 0.6)], 5, wood)
        pen.oval(x - size * 0.52, y - size * 0.26, size * 0.14, size * 0.14, wood)


def musician(canvas: Canvas, x: float, y: float, size: float, tool: int) -> None:
    """A player who faces us: dark coat, white collar, wooden instrument."""
    pen = canvas.pen
    skin = canvas.random.choice(("#d9a27c", "#a9704e", "#e6bd97", "#7d5039", "#c98f69"))
    hair = canvas.random.choice(("#2b1d1a", "#5b3a26", "#8d8078", "#1d1718", "#74492c"))
    pen.rounded(
        (x - size * 0.46, y - size * 0.56, x + size * 0.46, y + size), size * 0.3, "#231a1e"
    )
    pen.polygon(
        [
            (x - size * 0.13, y - size * 0.56),
            (x + size * 0.13, y - size * 0.56),
            (x, y - size * 0.16),
        ],
        "#efe3cd",
    )
    pen.oval(x, y - size * 0.86, size * 0.235, size * 0.27, hair)
    pen.oval(x, y - size * 0.8, size * 0.19, size * 0.23, skin)
    instrument(pen, x, y, size, tool)


def player_rows(canvas: Canvas) -> None:
    """Four arcs, the furthest first; strings sit in front."""
    for row, (reach, top, deep, number) in enumerate(
        ((640, 420, 130, 15), (680, 520, 160, 13), (690, 620, 190, 11), (650, 740, 210, 8))
    ):
        canvas.glow(800, top + 120, 900, 170, "#ffd99a", 0.2)
        places = []
        for n in range(number):
            turn = math.pi * (0.02 + 0.96 * n / (number - 1))
            if row < 3 or abs(math.cos(turn)) > 0.35:
                x, y = 800 - math.cos(turn) * reach, top + (1 - math.sin(turn)) * deep
                places.append((y, x, n))
        for y, x, n in sorted(places):
            tool = (2, 0, (n + 1) % 2, n % 2)[row]
            musician(canvas, x, y + 40, 50 + row * 13, tool)


def conductor(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    person(pen, 800, 1130, 420, stride=0.05)
    pen.line([(760, 830), (640, 750), (560, 640)], 27)
    pen.line([(840, 830), (960, 770), (1010, 670)], 27)
    canvas.fill(mask, "#150d12", "#0b070a")
    canvas.pen.line([(1008, 672), (1062, 566)], 3, "#f5e7c4")


def organ(canvas: Canvas) -> None:
    for n in range(15):
        x, tall = 260 + n * 77.0, 150 + 130 * math.sin(n / 14 * math.pi)
        canvas.shape(
            [(x - 13, 430), (x - 13, 430 - tall), (x + 13, 430 - tall), (x + 13, 430)],
            "#e9cf94",
            "#a8783f",
        )
        canvas.shape(
            [(x + 3, 430), (x + 3, 430 - tall), (x + 13, 430 - tall), (x + 13, 430)],
            "#6b4429",
            alpha=0.5,
        )


def orchestra() -> Canvas:
    canvas = Canvas(1600, 1067, 113)
    canvas.sky("#3b2420", "#6b4030", "#a56f45", "#c9945a", until=700)
    for n in range(17):
        tone = ("#b27c4c", "#a06c42")[n % 2]
        canvas.shape(
            [(n * 100 - 60, 0), (n * 100 + 40, 0), (n * 84 + 160, 430), (n * 84 + 76, 430)],
            "#5b372a",
            tone,
            alpha=0.75,
        )
    organ(canvas)
    canvas.band(428, 1067, "#c08a52", "#7c4c32", "#3a2420")
    player_rows(canvas)
    for x in (300, 800, 1300):
        beam(canvas, (x, -60), (x - 230, 760), (x + 230, 760), "#ffe7b4", 0.3)
    conductor(canvas)
    return canvas
