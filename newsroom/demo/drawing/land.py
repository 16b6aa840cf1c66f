"""Scenes of fields and woods."""

import itertools

from newsroom.demo.drawing.canvas import Canvas, Pen, mix, path
from newsroom.demo.drawing.shapes import (
    clouds,
    conifer,
    hills,
    leafy,
    ridge,
)


def pylon(pen: Pen, x: float, base: float, tall: float) -> None:
    thin = max(1.0, tall * 0.011)
    waist = base - tall * 0.62
    for side in (-1, 1):
        foot = (x + side * tall * 0.15, base)
        knee = (x + side * tall * 0.045, waist)
        pen.line([foot, knee, (x, base - tall)], thin * 1.4)
    for n in range(5):
        low, high = n / 5, (n + 1) / 5
        wide, narrow = (tall * (0.15 - 0.105 * s) for s in (low, high))
        y0, y1 = base - tall * 0.62 * low, base - tall * 0.62 * high
        pen.line([(x - wide, y0), (x + narrow, y1)], thin * 0.7)
        pen.line([(x + wide, y0), (x - narrow, y1)], thin * 0.7)
    for level, reach in ((0.64, 0.22), (0.77, 0.27), (0.9, 0.17)):
        y = base - tall * level
        arm = tall * reach
        pen.line([(x - arm, y), (x + arm, y)], thin)
        pen.line([(x - arm, y), (x, y - tall * 0.055), (x + arm, y)], thin * 0.7)
        for side in (-1, 1):
            pen.line([(x + side * arm, y), (x + side * arm, y + tall * 0.035)], thin)


def wires(canvas: Canvas, row: list[tuple[float, float, float]], colour: str) -> None:
    mask, pen = canvas.stencil()
    for (x0, b0, t0), (x1, b1, t1) in itertools.pairwise(row):
        for level, reach in ((0.605, 0.22), (0.735, 0.27), (0.865, 0.17)):
            for side in (-1, 1):
                line = []
                for n in range(25):
                    s = n / 24
                    tall = t0 + (t1 - t0) * s
                    x = x0 + (x1 - x0) * s + side * tall * reach
                    sag = 0.17 * tall * 4 * s * (1 - s)
                    line.append((x, b0 + (b1 - b0) * s - tall * level + sag))
                pen.line(line, max(0.7, (t0 + t1) / 2 * 0.004))
    canvas.fill(mask, colour, alpha=0.85)


def pylon_row(canvas: Canvas) -> None:
    row = [
        (352.0, 742.0, 62.0),
        (452.0, 770.0, 118.0),
        (600.0, 806.0, 215.0),
        (830.0, 850.0, 380.0),
        (1215.0, 925.0, 690.0),
        (1990.0, 1040.0, 1180.0),
    ]
    wires(canvas, row, "#2c2538")
    for (x, base, tall), shade in zip(
        row,
        ("#7d5c70", "#6a4f67", "#54435c", "#3c3349", "#2a2436", "#2a2436"),
        strict=True,
    ):
        mask, pen = canvas.stencil()
        pylon(pen, x, base, tall)
        canvas.fill(mask, shade)


def pylons_dusk() -> Canvas:
    canvas = Canvas(1600, 1067, 61)
    canvas.sky("#3f3d63", "#7a5a7d", "#c97f74", "#f0b278", "#f8d79b", until=760)
    canvas.glow(420, 690, 620, 330, "#ffe2a0", 0.9)
    canvas.pen.oval(420, 668, 44, 44, "#fff3cf")
    clouds(canvas, 90, 420, "#9c6a7a", 13, 0.4)
    clouds(canvas, 400, 560, "#f6c596", 8, 0.5)
    hills(canvas, 715, 70, "#a3727a", "#b98278", foot=760)
    hills(canvas, 770, 70, "#74586d", "#8a6470")
    canvas.haze(660, 800, "#f3b987", 0.35)
    hills(canvas, 850, 80, "#4d4158", "#352f45")
    pylon_row(canvas)
    hills(canvas, 985, 60, "#30293c", "#1d1a28")
    return canvas


def sunbeams(canvas: Canvas) -> None:
    for n in range(5):
        x = 1010 + n * 60
        canvas.shape(
            [(x, -20), (x + 34, -20), (x - 250 + n * 70, 900), (x - 350 + n * 70, 900)],
            "#fff3cf",
            alpha=0.1,
            blur=14,
        )


def misty_forest() -> Canvas:
    canvas = Canvas(1600, 1067, 71)
    canvas.sky("#a9bcb9", "#cfd6c8", "#ece5cf", until=800)
    canvas.glow(1090, 300, 520, 460, "#fff6dc", 0.95)
    tones = ("#b3c2b8", "#93aaa1", "#6f8d85", "#4c6e68", "#2f514e", "#183635")
    for n, tone in enumerate(tones):
        base = 520 + n * 100
        line = ridge(canvas.random, 1600, base, 90, 5)
        mask, pen = canvas.stencil()
        gap = 16 + n * 11
        x = -20.0
        while x < 1640:
            if not (n > 3 and abs(x - 1060 + n * 30) < 60 + n * 45):
                ground = line[min(len(line) - 1, max(0, round((x + 20) / 8)))][1]
                tall = (70 + n * 62) * canvas.random.uniform(0.6, 1.2)
                conifer(pen, x, ground + 26, tall, canvas.random)
            x += gap * canvas.random.uniform(0.5, 1.6)
        canvas.fill(mask, mix(tone, "#12211f", 0.12), tone)
        canvas.shape([*line, (1640, 1080), (-30, 1080)], tone, mix(tone, "#e4e2d0", 0.35))
        if n < 5:
            canvas.haze(base - 90, base + 130, "#eee9d6", 0.62 - n * 0.08)
    sunbeams(canvas)
    return canvas


def wheat_rows(canvas: Canvas, horizon: float) -> None:
    for n in range(-26, 27):
        tone = ("#d9a94e", "#c8923e")[n % 2]
        canvas.shape(
            [
                (800 + n * 22, horizon),
                (800 + (n + 1) * 22, horizon),
                (800 + (n + 1) * 150, 1080),
                (800 + n * 150, 1080),
            ],
            mix(tone, "#ecd190", 0.55),
            tone,
            alpha=0.85,
        )
    mask, pen = canvas.stencil()
    for _ in range(2600):
        near = canvas.random.random() ** 1.3
        y = horizon + 40 + near * 560
        x = canvas.random.uniform(0, 1600)
        tall = 5 + 66 * near
        lean = tall * canvas.random.uniform(-0.1, 0.3)
        pen.line([(x, y), (x + lean, y - tall)], 0.6 + 1.4 * near)
        pen.oval(x + lean, y - tall, 0.8 + 3 * near, 2 + 9 * near)
    canvas.fill(mask, "#f0d48c", "#a8742b", alpha=0.75)


def wheat_field() -> Canvas:
    canvas = Canvas(1600, 1067, 73)
    canvas.sky("#5e8fb0", "#93b5c2", "#d5dccd", "#f4e6c4", until=600)
    clouds(canvas, 90, 220, "#f7f1e4", 12, 0.75)
    clouds(canvas, 290, 430, "#fbf4e2", 16, 0.7)
    hills(canvas, 560, 80, "#8ea59b", "#b4bd9f", foot=600)
    hills(canvas, 590, 50, "#6f8a6d", "#9aa56f", foot=640)
    canvas.haze(480, 620, "#f4e6c4", 0.45)
    canvas.band(592, 1067, "#e7cb86", "#c08a3a")
    wheat_rows(canvas, 592)
    canvas.shape(path("742,594 768,594 620,1080 250,1080"), "#d9c49a", "#a98a5c", blur=3)
    canvas.shape(path("752,594 757,594 450,1080 400,1080"), "#b9a267", "#8c8748", alpha=0.6, blur=4)
    mask, pen = canvas.stencil()
    leafy(pen, 1130, 622, 330, canvas.random)
    canvas.fill(mask, "#5b7648", "#2f4a35")
    mask, pen = canvas.stencil()
    pen.oval(1110, 626, 130, 9)
    canvas.fill(mask, "#5f5a2a", alpha=0.5, blur=5)
    return canvas
