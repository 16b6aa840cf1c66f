"""Scenes in quiet rooms."""

from newsroom.demo.drawing.canvas import Canvas, Point, mix, outline, path
from newsroom.demo.drawing.shapes import person

SPINES = (
    *("#8c5a3f", "#6f4a3a", "#a9814f", "#5b6a62"),
    *("#7a3f38", "#c2a571", "#4f5662", "#93806a"),
)


def flask(canvas: Canvas, x: float, base: float, size: float, tone: str) -> None:
    """A conical flask, part full."""
    place = (x, base, size)
    glass = "-0.5,0.04 -0.46,0 0.46,0 0.5,0.04 0.13,0.72 0.13,1.12 -0.13,1.12 -0.13,0.72"
    canvas.shape(outline(glass, *place), "#ffffff", alpha=0.35)
    liquid = outline("-0.48,0.06 -0.45,0.02 0.45,0.02 0.48,0.06 0.27,0.44 -0.27,0.44", *place)
    canvas.shape(liquid, mix(tone, "#ffffff", 0.25), tone, alpha=0.85)
    level = outline("-0.27,0.44 0.27,0.44 0.25,0.47 -0.25,0.47", *place)
    canvas.shape(level, mix(tone, "#ffffff", 0.6), alpha=0.9)
    shine = outline("-0.38,0.1 -0.3,0.1 -0.06,0.7 -0.1,0.7", *place)
    canvas.shape(shine, "#ffffff", alpha=0.5, blur=1)
    (left, top), (right, bottom) = outline("-0.17,1.17 0.17,1.1", *place)
    canvas.pen.rounded((left, top, right, bottom), size * 0.03, "#eef3f2")


def round_flask(canvas: Canvas, x: float, base: float, size: float, tone: str) -> None:
    glass, pen = canvas.stencil()
    pen.oval(x, base - size * 0.42, size * 0.42, size * 0.42)
    pen.box(x - size * 0.1, base - size * 1.2, x + size * 0.1, base - size * 0.7)
    canvas.fill(glass, "#ffffff", alpha=0.38)
    liquid, pen = canvas.stencil()
    pen.oval(x, base - size * 0.42, size * 0.39, size * 0.39)
    pen.box(x - size, base - size * 2, x + size, base - size * 0.47, 0)
    canvas.fill(liquid, mix(tone, "#ffffff", 0.2), tone, alpha=0.85)
    shine, pen = canvas.stencil()
    pen.oval(x - size * 0.19, base - size * 0.57, size * 0.07, size * 0.13)
    canvas.fill(shine, "#ffffff", alpha=0.6, blur=2)
    canvas.pen.box(
        x - size * 0.13, base - size * 1.24, x + size * 0.13, base - size * 1.18, "#eef3f2"
    )
    canvas.pen.polygon(
        [
            (x - size * 0.26, base),
            (x - size * 0.2, base - size * 0.06),
            (x + size * 0.2, base - size * 0.06),
            (x + size * 0.26, base),
        ],
        "#4a5a60",
    )


def tube_rack(canvas: Canvas, x: float, base: float, tones: tuple[str, ...]) -> None:
    for n, tone in enumerate(tones):
        left = x + 26 + n * 52
        mask, pen = canvas.stencil()
        pen.rounded((left, base - 236, left + 30, base - 22), 15)
        canvas.fill(mask, "#ffffff", alpha=0.45)
        mask, pen = canvas.stencil()
        pen.rounded((left + 3, base - 150 + (n * 37) % 60, left + 27, base - 25), 12)
        canvas.fill(mask, mix(tone, "#ffffff", 0.3), tone, alpha=0.9)
    wide = len(tones) * 52 + 34
    canvas.pen.rounded((x, base - 186, x + wide, base - 168), 4, "#a9784f")
    canvas.pen.rounded((x, base - 26, x + wide, base), 4, "#8d6242")
    for side in (x + 4, x + wide - 16):
        canvas.pen.box(side, base - 180, side + 12, base - 10, "#9a6c48")


def laboratory() -> Canvas:
    canvas = Canvas(1600, 1067, 137)
    canvas.sky("#8fa9a9", "#b9cbc3", "#dfe3d3", until=820)
    for x in (90, 590, 1090):
        canvas.shape([(x, 60), (x + 430, 60), (x + 430, 600), (x, 600)], "#d5e4e2", "#f6f1dc")
        hill = [(x, 600), (x, 480), (x + 150, 440), (x + 300, 490), (x + 430, 450), (x + 430, 600)]
        canvas.shape(hill, "#b4c9b6", "#ccd6bd", blur=3)
        canvas.pen.box(x + 210, 60, x + 220, 600, "#8ea3a2")
        canvas.pen.box(x, 320, x + 430, 329, "#8ea3a2")
    canvas.glow(800, 330, 900, 480, "#fffbea", 0.55)
    canvas.band(780, 800, "#f3efe2")
    canvas.band(800, 1067, "#7c8f8d", "#41565a")
    canvas.shape(path("0,800 1600,800 1600,852 0,852"), "#dfe0d4", "#b4bdb4")
    round_flask(canvas, 1330, 806, 330, "#4f8f8a")
    flask(canvas, 330, 812, 330, "#d08a3e")
    tube_rack(canvas, 540, 806, ("#b6473f", "#d9a441", "#5c8c6b", "#3f6f96", "#8a4f7d"))
    flask(canvas, 1010, 820, 260, "#3f7295")
    round_flask(canvas, 120, 822, 200, "#a8493f")
    mask, pen = canvas.stencil()
    for x, wide in ((330, 200), (670, 190), (1010, 160), (1330, 180)):
        pen.oval(x, 824, wide, 11)
    canvas.fill(mask, "#4c5f60", alpha=0.35, blur=5)
    return canvas


def deep(side: int, depth: float, level: float) -> Point:
    """A place on one wall, drawn toward the vanishing point."""
    far = 1 / (1 + depth * 1.35)
    return 800 + side * 860 * far, 470 + (level - 0.44) * 1180 * far


def board(canvas: Canvas, side: int, depths: Point, levels: Point, tone: str) -> None:
    (near, far), (top, low) = depths, levels
    corners = ((near, top), (far, top), (far, low), (near, low))
    canvas.pen.polygon([deep(side, depth, level) for depth, level in corners], tone)


def shelf_wall(canvas: Canvas, side: int) -> None:
    """One wall of boxes and the shelves that hold them."""
    for shelf in range(7):
        low, high = (shelf + 1) / 7, shelf / 7
        depth = -0.12
        while depth < 4.2:
            wide = canvas.random.uniform(0.016, 0.05)
            top = high + (low - high) * canvas.random.uniform(0.16, 0.42)
            tone = mix(canvas.random.choice(SPINES), "#f0cf93", 0.12)
            shade = mix(tone, "#3a2a22", max(0.0, 0.5 - depth * 0.2))
            board(canvas, side, (depth, depth + wide), (top, low - 0.012), shade)
            depth += wide + 0.003
        board(canvas, side, (-0.12, 4.4), (low - 0.012, low), "#5d3f2c")
    for post in range(6):
        depth = post * 0.55 - 0.1
        board(canvas, side, (depth, depth + 0.03), (-0.05, 1.02), "#4a3226")


def lamps(canvas: Canvas) -> None:
    for y, size in ((330, 14), (235, 24), (70, 44)):
        canvas.pen.line([(800, -10), (800, y)], 2.5, "#2a1f1c")
        canvas.pen.polygon(
            [
                (800 - size * 1.6, y + size),
                (800 - size * 0.4, y),
                (800 + size * 0.4, y),
                (800 + size * 1.6, y + size),
            ],
            "#2f3a38",
        )
        canvas.glow(800, y + size, size * 5, size * 4, "#ffeab8", 0.75)


def archivist(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    person(pen, 862, 732, 250)
    canvas.fill(mask, "#3f3230", "#241b1c")
    canvas.pen.polygon(path("846,560 800,572 800,604 846,596"), "#c2a571")
    canvas.shape(path("790,732 930,732 1010,860 900,860"), "#241b1c", alpha=0.35, blur=8)


def archive_shelves() -> Canvas:
    canvas = Canvas(1600, 1067, 149)
    canvas.sky("#2c211f", "#6b4c36", "#e0b878", "#8b6442", "#3a2a24")
    canvas.shape(path("-20,1080 680,590 920,590 1620,1080"), "#d9b480", "#6a4a36")
    canvas.shape(path("-20,-20 670,385 930,385 1620,-20"), "#3d2d28", "#a98157")
    for side in (-1, 1):
        wall = [
            (800 + side * 1000, -160),
            (800 + side * 120, 385),
            (800 + side * 120, 600),
            (800 + side * 1000, 1260),
        ]
        canvas.shape(wall, "#3a2820", "#2c1f1b")
        shelf_wall(canvas, side)
    canvas.shape(path("672,380 928,380 928,592 672,592"), "#f7dfac", "#e6bd7c")
    for x in (714, 757, 800, 843, 886):
        canvas.pen.box(x - 2, 380, x + 2, 592, "#9a7448")
    canvas.pen.box(672, 484, 928, 488, "#9a7448")
    canvas.glow(800, 480, 620, 480, "#ffe3a6", 0.7)
    lamps(canvas)
    archivist(canvas)
    return canvas
