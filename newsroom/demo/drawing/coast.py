"""Scenes of wind and open sea."""

import itertools
import math

from newsroom.demo.drawing.canvas import Canvas, Pen, Point, mix, path
from newsroom.demo.drawing.shapes import (
    beam,
    clouds,
    hills,
    ripples,
)


def wave(canvas: Canvas, base: float, height: float, *stops: str) -> None:
    turn, pace = canvas.random.uniform(0, 6), canvas.random.uniform(150, 210)
    line: list[Point] = []
    for step in range(-20, 1640, 6):
        x = float(step)
        roll = abs(math.sin(x / pace + turn)) ** 1.7
        chop = 0.14 * math.sin(x / 31 + turn * 3) + 0.09 * math.sin(x / 13)
        line.append((x, base - height * (roll + chop)))
    canvas.shape([*line, (1640, 1080), (-20, 1080)], *stops)
    mask, pen = canvas.stencil()
    for (x, y), (nx, ny) in itertools.pairwise(line):
        if y < base - height * 0.62:
            pen.line([(x, y + 2), (nx, ny + 2)], canvas.random.uniform(1.5, 6))
    canvas.fill(mask, "#dfe7e4", alpha=0.8, blur=1.2)


def lighthouse(canvas: Canvas, x: float, base: float) -> None:
    tower = [(x - 40, base), (x - 25, base - 290), (x + 25, base - 290), (x + 40, base)]
    canvas.shape(tower, "#e7e0d2", "#b9b6ae")
    for low, high in ((58, 118), (176, 236)):
        edges = [
            (x - 40 + low * 0.052, base - low),
            (x - 40 + high * 0.052, base - high),
            (x + 40 - high * 0.052, base - high),
            (x + 40 - low * 0.052, base - low),
        ]
        canvas.shape(edges, "#9c3a35", "#7d2f30")
    pen = canvas.pen
    pen.box(x - 35, base - 302, x + 35, base - 288, "#28333c")
    pen.box(x - 17, base - 340, x + 17, base - 302, "#ffe9ae")
    pen.polygon([(x - 26, base - 340), (x + 26, base - 340), (x, base - 374)], "#28333c")
    shade = [(x + 8, base), (x + 6, base - 290), (x + 25, base - 290), (x + 40, base)]
    canvas.shape(shade, "#1d2a36", alpha=0.25)


def rain(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    for _ in range(420):
        x, y = canvas.random.uniform(0, 1750), canvas.random.uniform(-40, 1000)
        far = canvas.random.uniform(18, 60)
        pen.line([(x, y), (x - far * 0.42, y + far)], 0.9)
    canvas.fill(mask, "#cfd8d8", alpha=0.26)


def rocks(canvas: Canvas) -> None:
    rock = path("830,800 905,720 985,700 1040,690 1200,690 1290,720")
    canvas.shape([*rock, (1400, 770), (1640, 860), (1640, 960), (780, 960)], "#3d444a", "#20282f")
    canvas.shape(path("905,720 985,700 1040,690 1010,760 930,830"), "#59615f", alpha=0.55)


def lighthouse_storm() -> Canvas:
    canvas = Canvas(1600, 1067, 37)
    canvas.sky("#27323f", "#43535f", "#75828a", "#a7aba5", until=800)
    clouds(canvas, 30, 300, "#1c2632", 20, 0.75)
    clouds(canvas, 250, 480, "#8a959a", 14, 0.5)
    beam(canvas, (1120, 372), (-2300, -160), (-2300, 440), "#fff0bd", 0.75)
    beam(canvas, (1120, 372), (2700, 300), (2700, 430), "#fff0bd", 0.6)
    hills(canvas, 735, 60, "#5f6e77", "#7f8b8f", foot=760)
    canvas.band(756, 1067, "#7f8b8f", "#2f4753")
    rocks(canvas)
    lighthouse(canvas, 1120, 700)
    canvas.glow(1120, 379, 190, 170, "#ffefb6", 0.9)
    tones = (
        ("#6f8389", "#4e646e"),
        ("#56707a", "#3a525e"),
        ("#405965", "#2a404c"),
        ("#2f4753", "#1b2e39"),
    )
    for base, high, colours in zip((800, 858, 935, 1035), (34, 52, 78, 104), tones, strict=True):
        wave(canvas, base, high, *colours)
    rain(canvas)
    return canvas


def turbine(pen: Pen, x: float, base: float, tall: float, turn: float) -> None:
    pen.polygon(
        [
            (x - tall * 0.017, base),
            (x - tall * 0.008, base - tall),
            (x + tall * 0.008, base - tall),
            (x + tall * 0.017, base),
        ]
    )
    pen.oval(x, base - tall, tall * 0.018, tall * 0.018)
    for blade in range(3):
        angle = turn + blade * 2.0944
        dx, dy = math.cos(angle), math.sin(angle)
        reach, root = tall * 0.56, tall * 0.13
        hub = (x, base - tall)
        swell = (x + dx * root - dy * root * 0.2, base - tall + dy * root + dx * root * 0.2)
        pen.polygon([hub, swell, (x + dx * reach, base - tall + dy * reach)])


def wind_farm() -> Canvas:
    canvas = Canvas(1600, 1067, 41)
    canvas.sky("#7d9bb0", "#b8c4c4", "#f0d9bd", "#f2c29a", until=730)
    canvas.glow(560, 700, 700, 420, "#ffe9c4", 0.9)
    canvas.glow(560, 690, 90, 90, "#fffaf0", 1.0)
    clouds(canvas, 120, 380, "#f3e3d0", 13, 0.55)
    rows = ((9, 150, 728, 0.35), (6, 265, 738, 0.6), (4, 440, 752, 0.92))
    canvas.band(726, 1067, "#e3c3a1", "#8fa2a6", "#4f7180", "#33566a")
    canvas.glow(560, 740, 240, 300, "#ffe6ba", 0.75)
    for number, tall, base, alpha in rows:
        mask, pen = canvas.stencil()
        for n in range(number):
            x = (n + 0.5) * 1600 / number + canvas.random.uniform(-40, 40)
            turbine(pen, x, base, tall, canvas.random.uniform(0, 2.1))
        canvas.fill(mask, mix("#e8e2d8", "#5c7484", alpha), alpha=alpha)
        canvas.haze(base - 60, base + 26, "#f4dbbd", 0.4)
    ripples(canvas, 745, 1067, "#ffe9c9", 190, 0.4)
    ripples(canvas, 760, 1067, "#2b4c60", 150, 0.35)
    return canvas
