"""Scenes among peaks: a hut in the snow, riders on a pass."""

import math

from newsroom.demo.drawing.canvas import Canvas, Pen, Point, mix, outline, path
from newsroom.demo.drawing.shapes import clouds, conifer, hills, stars

JERSEYS = ("#c2483c", "#e3b04b", "#3f6f8f", "#f0e8d8", "#5e7f5a", "#b8693f")


def peaks(canvas: Canvas, base: float, tall: float, top: str, foot: str, snow: str) -> None:
    """Pointed mountains with one lit side."""
    x = -200.0
    while x < 1700:
        wide = canvas.random.uniform(260, 430)
        high = tall * canvas.random.uniform(0.5, 1)
        apex = (x + wide * canvas.random.uniform(0.42, 0.58), base - high)
        canvas.shape([(x - 60, base + 60), apex, (x + wide + 60, base + 60)], top, foot)
        crest = [apex]
        for n in range(1, 9):
            side = canvas.random.uniform(-0.012, 0.02) * n * wide
            crest.append((apex[0] + n * 0.012 * wide + side, apex[1] + n / 8 * high))
        lit = [*crest, (x - 30, base + 60)]
        canvas.shape(lit, snow, foot, alpha=0.75)
        x += wide * canvas.random.uniform(0.45, 0.75)


def mountain_hut() -> Canvas:
    canvas = Canvas(1600, 1067, 83)
    canvas.sky("#2b3d5f", "#56708f", "#a9a9b4", "#e6c3ad", until=640)
    stars(canvas, 330, 170)
    canvas.glow(300, 560, 560, 320, "#ffd9b0", 0.6)
    peaks(canvas, 600, 440, "#7f8fa9", "#c7b5b4", "#f1d9c8")
    canvas.haze(440, 680, "#e7c9b6", 0.5)
    peaks(canvas, 720, 400, "#4f6685", "#8fa2b8", "#dbe1e6")
    hills(canvas, 800, 120, "#c3d0dc", "#8fa6bd", detail=5)
    hills(canvas, 900, 130, "#e4eaee", "#9db2c6", detail=4)
    pen = canvas.pen
    canvas.shape(path("950,812 1180,812 1180,905 950,905"), "#5c3d33", "#41302d")
    canvas.shape(path("930,818 985,728 1145,728 1202,818"), "#eef1f2", "#b9c8d6")
    for x in (975, 1040, 1125):
        pen.box(x, 838, x + 32, 868, "#ffd98c")
        pen.line([(x + 16, 838), (x + 16, 868)], 3, "#5c3d33")
    pen.box(1088, 838, 1112, 900, "#2f2423")
    pen.box(1100, 694, 1122, 740, "#41302d")
    for n in range(4):
        pen.line([(950, 826 + n * 22), (1180, 826 + n * 22)], 1, "#352624")
    canvas.glow(1060, 868, 240, 110, "#ffd58a", 0.5)
    hills(canvas, 985, 90, "#f3f5f4", "#a8bccd", detail=4)
    return canvas


def wheel(pen: Pen, x: float, y: float, r: float) -> None:
    pen.ring(x, y, r, r * 0.11, "#23272e")
    pen.oval(x, y, r * 0.12, r * 0.12, "#23272e")
    for spoke in range(6):
        turn = spoke * math.pi / 3 + 0.3
        pen.line(
            [(x, y), (x + math.cos(turn) * r * 0.9, y + math.sin(turn) * r * 0.9)],
            r * 0.025,
            "#5c6167",
        )


def rider(pen: Pen, x: float, foot: float, size: float, slope: float, shirt: str) -> None:
    """A cyclist climbing to the right; size is the wheelbase."""

    def at(text: str) -> list[Point]:
        return outline(text, x, foot, size, slope)

    for hub in at("-0.5,0.34 0.5,0.34"):
        wheel(pen, *hub, size * 0.34)
    frame = mix(shirt, "#22262c", 0.55)
    for tubes in (
        "-0.5,0.34 -0.04,0.3 0.38,0.8 -0.16,0.82 -0.5,0.34",
        "-0.04,0.3 -0.18,0.92",
        "0.5,0.34 0.36,0.92 0.47,0.94",
    ):
        pen.line(at(tubes), size * 0.045, frame)
    pen.line(at("-0.16,0.98 0.02,0.62 -0.12,0.24 0,0.2"), size * 0.1, "#c08c6c")
    pen.line(at("-0.14,0.98 0.16,0.72 0.06,0.4 0.15,0.34"), size * 0.11, "#d29c7a")
    pen.line(at("-0.14,0.98 0.14,0.74"), size * 0.14, "#282b33")
    pen.polygon(at("-0.26,1 -0.12,1.22 0.18,1.38 0.32,1.28 0.1,1.08 -0.06,0.94"), shirt)
    pen.line(at("0.24,1.28 0.34,1.04 0.45,0.95"), size * 0.075, "#d29c7a")
    pen.oval(*at("0.36,1.46")[0], size * 0.1, size * 0.12, "#d29c7a")
    pen.polygon(at("0.2,1.47 0.25,1.6 0.4,1.62 0.5,1.51"), shirt)


def meadow_and_road(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    for _ in range(46):
        x = canvas.random.uniform(0, 700)
        conifer(
            pen,
            x,
            820 + canvas.random.uniform(-25, 40),
            canvas.random.uniform(40, 95),
            canvas.random,
        )
    canvas.fill(mask, "#3f6450", "#2c4a3d")
    canvas.shape(path("-20,1080 -20,985 1620,800 1620,1080"), "#a7a294", "#6f6d68")
    canvas.shape(path("-20,985 1620,800 1620,812 -20,999"), "#e9e4d5")


def riders(canvas: Canvas) -> None:
    shadows, shade = canvas.stencil()
    spots = [
        (140, 150, 1),
        (370, 158, 0),
        (640, 165, 2),
        (830, 160, 3),
        (1120, 172, 4),
        (1400, 168, 5),
    ]
    for x, size, _ in spots:
        shade.oval(x + 25, 1030 - x * 0.113 + 6, size * 0.85, 11)
    canvas.fill(shadows, "#3a3a3c", alpha=0.45, blur=4)
    for x, size, shirt in spots:
        rider(canvas.pen, x, 1030 - x * 0.113, size, 0.113, JERSEYS[shirt])


def mountain_race() -> Canvas:
    canvas = Canvas(1600, 1067, 127)
    canvas.sky("#5b8db3", "#9bbdc8", "#e4e2cd", until=620)
    clouds(canvas, 80, 240, "#f8f4e8", 12, 0.7)
    peaks(canvas, 560, 380, "#8aa0b4", "#b3c0c0", "#eef0ee")
    canvas.haze(400, 640, "#e7e6d4", 0.55)
    hills(canvas, 690, 230, "#75937d", "#a5b48d")
    bends = path("980,560 1180,590 900,632 1300,690 760,752")
    canvas.pen.line(bends, 13, "#d9cfb8")
    canvas.pen.line([(x, y - 7) for x, y in bends], 2, "#8b8a78")
    hills(canvas, 830, 130, "#5a7d5c", "#7f9865")
    meadow_and_road(canvas)
    riders(canvas)
    return canvas
