"""Scenes of houses: a village on a hill, a city by a river."""

from newsroom.demo.drawing.canvas import Canvas, mix, path
from newsroom.demo.drawing.shapes import clouds, hills, ripples


def shutters(canvas: Canvas, x: float, base: float, wide: float, tall: float) -> None:
    pen = canvas.pen
    y = base - tall + 20
    while y < base - 24:
        for n in range(max(1, round(wide / 34))):
            left = x + 12 + n * 32
            if left + 12 < x + wide and canvas.random.random() < 0.82:
                tone = canvas.random.choice(("#5a4a4c", "#6b5a55", "#5d7377", "#4d4548"))
                pen.box(left, y, left + 11, y + 18, tone)
        y += 38


def gable(canvas: Canvas, x: float, top: float, wide: float, roof: str) -> None:
    pen = canvas.pen
    rise = wide * canvas.random.uniform(0.14, 0.24)
    pen.polygon(
        [
            (x - 7, top),
            (x + wide * 0.16, top - rise),
            (x + wide * 0.86, top - rise),
            (x + wide + 7, top),
        ],
        roof,
    )
    pen.polygon(
        [
            (x - 7, top),
            (x + wide + 7, top),
            (x + wide + 4, top + 5),
            (x - 4, top + 5),
        ],
        mix(roof, "#4a2a26", 0.5),
    )


def house(canvas: Canvas, x: float, base: float, wide: float, tall: float) -> None:
    wall = canvas.random.choice(("#ead6b0", "#dfc08f", "#e6c8a4", "#d8b690", "#efe1c4"))
    roof = canvas.random.choice(("#b0603f", "#a3553a", "#c07348", "#96503c"))
    canvas.shape(
        [(x, base), (x, base - tall), (x + wide, base - tall), (x + wide, base)],
        wall,
        mix(wall, "#9a7462", 0.35),
    )
    side = x + wide * 0.62
    canvas.shape(
        [(side, base), (side, base - tall), (x + wide, base - tall), (x + wide, base)],
        "#7a5a5c",
        alpha=0.35,
    )
    gable(canvas, x, base - tall, wide, roof)
    shutters(canvas, x, base, wide, tall)


def tower(canvas: Canvas, x: float, base: float) -> None:
    canvas.shape(
        [(x, base + 30), (x, base - 230), (x + 78, base - 230), (x + 78, base + 30)],
        "#e9d3aa",
        "#b8916c",
    )
    canvas.shape(
        [(x + 48, base + 30), (x + 48, base - 230), (x + 78, base - 230), (x + 78, base + 30)],
        "#7a5a5c",
        alpha=0.35,
    )
    canvas.pen.polygon([(x - 8, base - 228), (x + 39, base - 290), (x + 86, base - 228)], "#a3553a")
    canvas.pen.rounded((x + 26, base - 206, x + 50, base - 150), 12, "#4d4548")
    canvas.pen.oval(x + 39, base - 112, 17, 17, "#f4ead2")
    canvas.pen.line([(x + 39, base - 112), (x + 39, base - 125)], 2.5, "#4d4548")
    canvas.pen.line([(x + 39, base - 112), (x + 48, base - 108)], 2.5, "#4d4548")


def terraces(canvas: Canvas) -> None:
    for level in range(8):
        base = 560 + level * 58
        reach = 150 + level * 74
        x = 920.0 - reach
        while x < 900 + reach * 0.98:
            wide = canvas.random.uniform(62, 108)
            house(
                canvas,
                x,
                base + canvas.random.uniform(-12, 16),
                wide,
                canvas.random.uniform(62, 118),
            )
            x += wide * canvas.random.uniform(0.92, 1.3)


def cypresses(canvas: Canvas) -> None:
    mask, pen = canvas.stencil()
    for x, base, tall in (
        (250, 960, 190),
        (310, 985, 240),
        (395, 1010, 170),
        (1500, 1010, 250),
        (1560, 1020, 180),
        (700, 1050, 170),
    ):
        pen.oval(x, base - tall / 2, tall * 0.09, tall / 2)
    canvas.fill(mask, "#4d6446", "#2f4636")


def hill_village() -> Canvas:
    canvas = Canvas(1600, 1067, 131)
    canvas.sky("#7ba3bd", "#b9cdc9", "#f3e2bd", "#f8d7a1", until=720)
    canvas.glow(330, 560, 560, 330, "#fff2cc", 0.8)
    clouds(canvas, 90, 260, "#fbf2de", 9, 0.6)
    hills(canvas, 650, 150, "#9fb0b3", "#cfc9a9", foot=760)
    canvas.haze(520, 760, "#f6e0b6", 0.5)
    hills(canvas, 760, 110, "#86986f", "#b0a86c")
    canvas.shape(
        path("130,1080 420,800 700,560 860,470 1020,480 1230,620 1430,800 1640,960 1640,1080"),
        "#a08a5c",
        "#6c6a42",
    )
    tower(canvas, 880, 500)
    terraces(canvas)
    cypresses(canvas)
    hills(canvas, 1040, 40, "#6f7a48", "#4d5c3a")
    return canvas


def blocks(canvas: Canvas, base: float, low: int, high: int, tone: str, lit: float) -> None:
    x = -30.0
    while x < 1640:
        wide = canvas.random.uniform(46, 118)
        top = base - canvas.random.uniform(low, high)
        canvas.shape(
            [(x, base), (x, top), (x + wide, top), (x + wide, base)],
            mix(tone, "#10182c", 0.25),
            tone,
        )
        if canvas.random.random() < 0.3:
            canvas.pen.line([(x + wide / 2, top - 40), (x + wide / 2, top)], 2, tone)
        windows(canvas, x, top, wide, base, lit)
        x += wide + canvas.random.uniform(-6, 8)


def windows(canvas: Canvas, x: float, top: float, wide: float, base: float, lit: float) -> None:
    y = top + 12
    while y < base - 10:
        spot = x + 8
        while spot < x + wide - 10:
            if canvas.random.random() < lit:
                tone = canvas.random.choice(("#ffd28a", "#f4b66a", "#ffe7b8", "#9fb8c6"))
                canvas.pen.box(spot, y, spot + 5, y + 8, tone)
            spot += 11
        y += 17


def bridge(canvas: Canvas, deck: float, water: float) -> None:
    mask, pen = canvas.stencil()
    pen.box(-10, deck, 1610, deck + 16)
    for x in (260, 800, 1340):
        pen.box(x - 22, deck, x + 22, water)
        pen.polygon([(x - 40, water), (x - 22, water - 40), (x + 22, water - 40), (x + 40, water)])
    for left in (-280, 260, 800, 1340):
        curve = [(left + 22 + n * 496 / 30, deck + 8 + 78 * (n / 15 - 1) ** 2) for n in range(31)]
        pen.line(curve, 12)
    canvas.fill(mask, "#18233b", "#121a2e")
    for n in range(17):
        x = 30 + n * 98
        canvas.pen.line([(x, deck - 34), (x, deck)], 3, "#18233b")
        canvas.glow(x, deck - 38, 38, 38, "#ffcf86", 0.7)
        canvas.pen.oval(x, deck - 38, 5, 5, "#fff0c8")


def city_blue_hour() -> Canvas:
    canvas = Canvas(1600, 1067, 103)
    canvas.sky("#1d2f5c", "#3a5a8c", "#7d8fae", "#d7a99a", "#f0c39a", until=640)
    clouds(canvas, 60, 330, "#4f6593", 10, 0.45)
    blocks(canvas, 650, 150, 330, "#6a7899", 0.06)
    canvas.haze(430, 690, "#dcae9c", 0.4)
    blocks(canvas, 690, 120, 290, "#3f5078", 0.2)
    canvas.haze(560, 730, "#c79f9a", 0.25)
    blocks(canvas, 720, 60, 190, "#26345a", 0.3)
    canvas.pen.box(-10, 716, 1610, 730, "#141d34")
    bridge(canvas, 640, 742)
    canvas.reflect(730, 337, "#24365f", 0.66)
    ripples(canvas, 745, 1067, "#f2c193", 120, 0.22)
    ripples(canvas, 745, 1067, "#12203f", 170, 0.35)
    return canvas
