"""Scenes of ships and quays."""

import math

from newsroom.demo.drawing.canvas import Canvas, Pen, mix, path
from newsroom.demo.drawing.shapes import (
    clouds,
    hills,
    person,
    ripples,
)

BOXES = ("#8c4a3c", "#3f6272", "#b58a4e", "#5d6f5c", "#a8a295", "#6b3d3a", "#2f4a5a")


def gantry(pen: Pen, x: float, base: float, size: float) -> None:
    """A ship-to-shore crane that looks to the left."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, base - dy * size

    for leg in (0, 120):
        pen.line([at(leg, 0), at(leg + (14 if leg == 0 else -14), 300)], 11 * size)
    pen.line([at(4, 90), at(116, 90)], 9 * size)
    pen.line([at(8, 92), at(108, 298)], 5 * size)
    pen.line([at(112, 92), at(12, 298)], 5 * size)
    pen.line([at(-330, 312), at(230, 300)], 13 * size)
    pen.line([at(30, 300), at(62, 430), at(96, 300)], 9 * size)
    for reach in (-310, -160, 215):
        pen.line([at(62, 428), at(reach, 308)], 3.4 * size)
    pen.box(*at(150, 338), *at(215, 304))
    pen.box(*at(-196, 300), *at(-166, 276))
    for rope in (-194, -168):
        pen.line([at(rope, 280), at(rope, 190)], 2 * size)


def container_rows(
    canvas: Canvas, left: float, right: float, base: float, high: int, veil: float
) -> None:
    x = left
    while x < right:
        for level in range(canvas.random.randint(max(1, high - 2), high)):
            colour = mix(canvas.random.choice(BOXES), "#b9b3a6", veil)
            top = base - (level + 1) * 24
            canvas.pen.box(x, top, x + 57, top + 23, colour)
            canvas.pen.box(x, top + 18, x + 57, top + 23, mix(colour, "#1d2730", 0.3))
        x += 60


def harbour_cranes() -> Canvas:
    canvas = Canvas(1600, 1067, 11)
    canvas.sky("#93a7ae", "#c3c4ba", "#efdcc0", "#f3d2ad", until=720)
    canvas.glow(420, 560, 620, 360, "#fff1d2", 0.8)
    clouds(canvas, 90, 330, "#eee3d0", 11, 0.5)
    hills(canvas, 655, 90, "#a9b0ac", "#c9bda9", foot=720)
    for x, size, alpha in ((330, 0.72, 0.28), (760, 0.76, 0.32), (1160, 0.7, 0.3)):
        mask, pen = canvas.stencil()
        gantry(pen, x, 700, size)
        canvas.fill(mask, "#5d7480", alpha=alpha)
    container_rows(canvas, -10, 1620, 716, 3, 0.5)
    canvas.haze(560, 740, "#f0dcc0", 0.55)
    container_rows(canvas, 300, 1620, 742, 4, 0.12)
    for x, size in ((520, 1.18), (935, 1.22), (1370, 1.16)):
        mask, pen = canvas.stencil()
        gantry(pen, x, 748, size)
        canvas.fill(mask, "#2c4552", "#22343f")
    canvas.pen.box(0, 742, 1600, 768, "#3a444a")
    canvas.reflect(768, 299, "#5b6a6e", 0.62)
    ripples(canvas, 775, 1067, "#e9d4b4", 170, 0.28)
    ripples(canvas, 790, 1067, "#263b46", 120, 0.3)
    return canvas


def floes(canvas: Canvas, top: float, number: int) -> None:
    spots = sorted(canvas.random.random() ** 1.5 for _ in range(number))
    for near in spots:
        y = top + near * (canvas.height - top + 20)
        x = canvas.random.uniform(-80, 1680)
        wide = (16 + 150 * near) * canvas.random.uniform(0.6, 1.4)
        flat = wide * 0.15
        edge = [
            (
                x + math.cos(n / 9 * 6.283) * wide * canvas.random.uniform(0.75, 1),
                y + math.sin(n / 9 * 6.283) * flat * canvas.random.uniform(0.75, 1),
            )
            for n in range(9)
        ]
        low = [(px, py + 3 + 9 * near) for px, py in edge]
        canvas.pen.polygon(low, mix("#7fa3b4", "#4d7488", near))
        canvas.pen.polygon(edge, mix("#f3ede4", "#dbe8ec", near))


def icebreaker(canvas: Canvas, x: float, water: float) -> None:
    pen = canvas.pen
    hull = [(x, water), (x - 26, water - 52), (x + 268, water - 42), (x + 256, water)]
    canvas.shape(hull, "#b3372f", "#7b2426")
    pen.box(x + 2, water - 6, x + 257, water, "#40222a")
    pen.box(x + 118, water - 84, x + 236, water - 42, "#efe9df")
    pen.box(x + 136, water - 118, x + 214, water - 84, "#e4dccf")
    pen.box(x + 150, water - 148, x + 196, water - 118, "#f4efe6")
    pen.box(x + 146, water - 152, x + 200, water - 146, "#b3372f")
    for n in range(7):
        pen.box(x + 128 + n * 15, water - 72, x + 137 + n * 15, water - 63, "#47606e")
    pen.box(x + 152, water - 141, x + 194, water - 132, "#3a5260")
    pen.box(x + 206, water - 146, x + 226, water - 84, "#b3372f")
    pen.line([(x + 173, water - 196), (x + 173, water - 148)], 4, "#3b4a54")
    pen.line([(x + 62, water - 112), (x + 62, water - 46)], 5, "#c7a14e")
    pen.line([(x + 62, water - 110), (x + 10, water - 74)], 4, "#c7a14e")


def ice_ship() -> Canvas:
    canvas = Canvas(1600, 1067, 23)
    canvas.sky("#6f93ab", "#a9c2c9", "#ecdcc6", "#f6d7b4", until=560)
    canvas.glow(1130, 520, 560, 300, "#fff0cf", 0.85)
    clouds(canvas, 70, 280, "#dfe4e0", 8, 0.45)
    hills(canvas, 520, 250, "#8aa7b8", "#cfd6d3", detail=9, foot=545)
    canvas.haze(380, 560, "#f5e3cb", 0.55)
    hills(canvas, 548, 150, "#567a92", "#9db6bf", detail=9, foot=548)
    canvas.haze(470, 560, "#f1e1cd", 0.5)
    canvas.band(548, 1067, "#a6bfc4", "#5e8799", "#2f5468", "#24465a")
    canvas.glow(1130, 560, 420, 120, "#ffe8c2", 0.55)
    floes(canvas, 556, 240)
    lead = path(
        "590,612 815,612 806,660 850,740 862,830 960,940 1010,1090 "
        "300,1090 420,960 556,860 585,760 622,690"
    )
    canvas.shape(lead, "#47728a", "#23485c", blur=3)
    icebreaker(canvas, 570, 620)
    ripples(canvas, 640, 1050, "#86aab6", 26, 0.5)
    return canvas


def canoe(pen: Pen, x: float, y: float, long: float) -> None:
    half = long / 2
    pen.polygon(
        [
            (x - half, y - long * 0.05),
            (x - half * 0.7, y + long * 0.02),
            (x + half * 0.7, y + long * 0.02),
            (x + half, y - long * 0.05),
            (x + half * 0.72, y - long * 0.015),
            (x - half * 0.72, y - long * 0.015),
        ]
    )
    person(pen, x - half * 0.5, y, long * 0.36, stride=0.06)
    pen.line([(x - half * 0.9, y + long * 0.1), (x - half * 0.28, y - long * 0.42)], 3)
    for spot in (0.05, 0.22, 0.36):
        pen.oval(x + half * spot, y - long * 0.03, long * 0.045, long * 0.045)


def reeds(canvas: Canvas, left: float, right: float, base: float, tall: float) -> None:
    mask, pen = canvas.stencil()
    for _ in range(round((right - left) / 3)):
        x = canvas.random.uniform(left, right)
        high = tall * canvas.random.uniform(0.5, 1.1)
        lean = canvas.random.uniform(-0.16, 0.2) * high
        pen.polygon([(x - 3, base), (x + lean, base - high), (x + 3, base)])
        if canvas.random.random() < 0.2:
            pen.oval(x + lean, base - high, 3.4, tall * 0.09)
    canvas.fill(mask, "#3c3f33", "#20281f")


def canoes(canvas: Canvas) -> None:
    for x, y, long in ((1130, 560, 110), (720, 640, 210), (1080, 800, 380)):
        mask, pen = canvas.stencil()
        canoe(pen, x, y, long)
        canvas.fill(mask, "#3f3834", "#2a2626")
        canvas.shape(
            [
                (x - long * 0.45, y + 6),
                (x + long * 0.45, y + 6),
                (x + long * 0.2, y + long * 0.2),
                (x - long * 0.4, y + long * 0.2),
            ],
            "#3a3431",
            "#8a705f",
            alpha=0.4,
            blur=5,
        )


def delta_boats() -> Canvas:
    canvas = Canvas(1600, 1067, 53)
    canvas.sky("#d79a72", "#eab983", "#f6d9a2", "#fbe7bf", until=500)
    canvas.glow(980, 410, 460, 360, "#fff6da", 0.9)
    canvas.pen.oval(980, 392, 50, 50, "#fffbe9")
    hills(canvas, 480, 50, "#c99d73", "#dcb98a", foot=500)
    canvas.haze(400, 520, "#fbe3b8", 0.7)
    canvas.band(492, 1067, "#f3d7a2", "#d9a878", "#9c7a66", "#5f5a58")
    canvas.glow(980, 520, 180, 420, "#fff2cf", 0.8)
    banks = ((520, 40, "#b88d65"), (566, 58, "#8f7252"))
    for side, (base, high, colour) in zip((1, -1), banks, strict=True):
        x = 1640 if side == 1 else -40
        canvas.shape(
            [(x, base - high), (x - side * 640, base), (x, base + high * 0.7)],
            colour,
            mix(colour, "#4c4438", 0.4),
            blur=2,
        )
    ripples(canvas, 505, 1067, "#fff1cd", 200, 0.4)
    ripples(canvas, 540, 1067, "#5f4f4c", 130, 0.26)
    canoes(canvas)
    reeds(canvas, -30, 430, 1080, 330)
    reeds(canvas, 1350, 1630, 1080, 260)
    return canvas
