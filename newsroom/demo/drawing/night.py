"""Scenes under a dark sky: domes and floodlights."""

from newsroom.demo.drawing.canvas import Canvas, mix, path
from newsroom.demo.drawing.shapes import clouds, hills, stars


def milky_way(canvas: Canvas) -> None:
    for _ in range(150):
        along = canvas.random.random()
        off = canvas.random.gauss(0, 70)
        x, y = 250 + along * 1150 + off * 0.55, 760 - along * 860 + off
        size = canvas.random.uniform(60, 190)
        tone = canvas.random.choice(("#9fb4c8", "#c9b8b4", "#6f8fb0", "#e0d2c0"))
        canvas.glow(x, y, size, size * 0.8, tone, canvas.random.uniform(0.03, 0.09))
    mask, pen = canvas.stencil()
    for _ in range(1500):
        along, off = canvas.random.random(), canvas.random.gauss(0, 66)
        size = canvas.random.uniform(0.4, 1.1)
        pen.oval(
            250 + along * 1150 + off * 0.55,
            760 - along * 860 + off,
            size,
            size,
            canvas.random.randint(60, 210),
        )
    canvas.fill(mask, "#fff5e4")


def shell(canvas: Canvas, x: float, base: float, size: float) -> None:
    mask, pen = canvas.stencil()
    pen.oval(x, base - 62 * size, 92 * size, 96 * size)
    pen.box(x - 100 * size, base - 62 * size, x + 100 * size, base + 60 * size, 0)
    canvas.fill(mask, "#c3cbd2", "#7f8fa0")
    mask, pen = canvas.stencil()
    pen.oval(x + 26 * size, base - 62 * size, 60 * size, 96 * size)
    pen.oval(x + 8 * size, base - 62 * size, 60 * size, 98 * size, 0)
    pen.box(x - 100 * size, base - 62 * size, x + 100 * size, base + 60 * size, 0)
    canvas.fill(mask, "#4a5b70", alpha=0.6)


def dome(canvas: Canvas, x: float, base: float, size: float) -> None:
    shell(canvas, x, base, size)
    canvas.shape(
        [
            (x - 96 * size, base - 64 * size),
            (x + 96 * size, base - 64 * size),
            (x + 96 * size, base),
            (x - 96 * size, base),
        ],
        "#8897a6",
        "#4d5d70",
    )
    canvas.shape(
        [
            (x - 14 * size, base - 66 * size),
            (x - 30 * size, base - 148 * size),
            (x - 8 * size, base - 160 * size),
            (x + 16 * size, base - 66 * size),
        ],
        "#1b2436",
        "#ffd793",
    )
    canvas.pen.box(x + 44 * size, base - 40 * size, x + 62 * size, base, "#ffcf83")
    canvas.glow(x + 53 * size, base - 14 * size, 70 * size, 60 * size, "#ffcf83", 0.5)


def observatory() -> Canvas:
    canvas = Canvas(1600, 1067, 101)
    canvas.sky("#0e1630", "#1b2b4d", "#345071", "#7d8a92", "#c9a98d", until=860)
    milky_way(canvas)
    stars(canvas, 720, 900)
    hills(canvas, 850, 130, "#3b5069", "#5d6a78", foot=900)
    canvas.haze(740, 900, "#c2a68f", 0.25)
    hills(canvas, 905, 150, "#27384f", "#33465b")
    canvas.shape(
        path("250,1080 520,870 640,838 1010,832 1180,880 1640,1000 1640,1080"),
        "#1c2a3e",
        "#0f1828",
    )
    dome(canvas, 860, 842, 1.35)
    dome(canvas, 630, 850, 0.62)
    dome(canvas, 1090, 862, 0.5)
    canvas.shape(
        path("-20,1080 -20,990 500,1010 1100,1040 1640,1020 1640,1080"),
        "#0f1827",
        "#0a101c",
    )
    return canvas


def crowd(canvas: Canvas, top: float, bottom: float, tones: tuple[str, ...]) -> None:
    y = top
    while y < bottom:
        x = canvas.random.uniform(0, 9)
        while x < 1600:
            tone = mix(canvas.random.choice(tones), "#1b2333", canvas.random.random() * 0.7)
            canvas.pen.oval(x, y, 4.2, 5, tone)
            x += canvas.random.uniform(9, 14)
        y += 11


def floodlight(canvas: Canvas, x: float, top: float, foot: float) -> None:
    canvas.shape([(x - 5, foot), (x - 3, top), (x + 3, top), (x + 5, foot)], "#27323f")
    canvas.pen.box(x - 62, top - 46, x + 62, top + 10, "#2b3644")
    for row in range(3):
        for lamp in range(7):
            canvas.pen.oval(x - 51 + lamp * 17, top - 37 + row * 18, 6.5, 6.5, "#fffbe6")
    canvas.glow(x, top - 18, 330, 300, "#f7f3d8", 0.75)


def shadow(canvas: Canvas, x: float, foot: float, tall: float) -> None:
    mask, pen = canvas.stencil()
    pen.oval(x + tall * 0.1, foot, tall * 0.3, tall * 0.04)
    canvas.fill(mask, "#142a1c", alpha=0.5, blur=3)


def player(canvas: Canvas, x: float, foot: float, tall: float, shirt: str) -> None:
    shadow(canvas, x, foot, tall)
    pen = canvas.pen
    hip = foot - tall * 0.46
    pen.line(
        [(x, hip), (x - tall * 0.13, foot - tall * 0.2), (x - tall * 0.24, foot)],
        tall * 0.075,
        "#2a2c33",
    )
    pen.line(
        [(x, hip), (x + tall * 0.12, foot - tall * 0.22), (x + tall * 0.08, foot)],
        tall * 0.075,
        "#2a2c33",
    )
    pen.rounded((x - tall * 0.11, foot - tall * 0.84, x + tall * 0.11, hip), 8, shirt)
    pen.line(
        [(x - tall * 0.08, foot - tall * 0.78), (x - tall * 0.22, foot - tall * 0.55)],
        tall * 0.06,
        shirt,
    )
    pen.line(
        [(x + tall * 0.08, foot - tall * 0.78), (x + tall * 0.23, foot - tall * 0.62)],
        tall * 0.06,
        shirt,
    )
    pen.oval(x, foot - tall * 0.92, tall * 0.07, tall * 0.08, "#8b5f48")


def goal(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    for n in range(27):
        pen.line([(620 + n * 13.85, 486), (620 + n * 13.85, 584)], 0.8)
    for n in range(8):
        pen.line([(620, 488 + n * 13), (980, 488 + n * 13)], 0.8)
    canvas.fill(mask, "#f2f2e8", alpha=0.5)
    canvas.pen.line(path("620,588 620,484 980,484 980,588"), 6, "#fbfaf2")


def match(canvas: Canvas) -> None:
    goal(canvas)
    for x in (170, 1430):
        floodlight(canvas, x, 130, 340)
    for x, foot, tall, shirt in (
        (690, 690, 118, "#e2d9c2"),
        (930, 735, 138, "#a8382f"),
        (420, 830, 180, "#a8382f"),
        (1210, 905, 225, "#e2d9c2"),
    ):
        player(canvas, x, foot, tall, shirt)
    canvas.pen.oval(1010, 752, 9, 9, "#fbf8ee")


def pitch_lines(canvas: Canvas) -> None:
    for n in range(-12, 13, 2):
        canvas.shape(
            [
                (800 + n * 90, 566),
                (890 + n * 90, 566),
                (800 + (n + 1) * 210, 1080),
                (800 + n * 210, 1080),
            ],
            "#8eab76",
            "#4d7650",
            alpha=0.6,
        )
    for points in (
        [(0, 582), (1600, 582)],
        path("260,582 120,720 1480,720 1340,582"),
        path("520,582 470,640 1130,640 1080,582"),
    ):
        canvas.pen.line(points, 4, "#e9ecd9")


def football_ground() -> Canvas:
    canvas = Canvas(1600, 1067, 107)
    canvas.sky("#1f2d4a", "#445875", "#8b8794", "#d0a288", until=430)
    clouds(canvas, 60, 260, "#5a6680", 9, 0.4)
    canvas.shape(path("0,330 1600,330 1600,560 0,560"), "#27303f", "#1d2532")
    crowd(canvas, 372, 540, ("#b9564b", "#d9c9a9", "#56708c", "#8e8578", "#c98b4d"))
    canvas.shape(path("-10,352 -10,300 1610,300 1610,352"), "#161e2b")
    canvas.pen.box(0, 540, 1600, 566, "#d9d2bf")
    canvas.band(566, 1067, "#7d9c6a", "#43694a")
    pitch_lines(canvas)
    match(canvas)
    return canvas
