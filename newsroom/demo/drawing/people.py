"""Portraits: calm flat busts with light from one side."""

from dataclasses import dataclass

from newsroom.demo.drawing.canvas import Canvas, mix


@dataclass(frozen=True)
class Sitter:
    """How one writer looks."""

    skin: str
    hair: str
    coat: str
    shirt: str
    ground: tuple[str, str]
    cut: str
    glasses: bool = False
    beard: bool = False


SITTERS: dict[str, Sitter] = {
    "portrait-hartell": Sitter(
        "#e8b996", "#a8643a", "#2f4a5c", "#e9e0cf", ("#a9bfc4", "#6f8d98"), "long"
    ),
    "portrait-okafor": Sitter(
        "#7a4c36", "#1e1716", "#b0583f", "#e8d6b5", ("#e3c48d", "#c08f56"), "cropped"
    ),
    "portrait-brandt": Sitter(
        "#edc5a6", "#86817c", "#454b57", "#dfe3e2", ("#c7c2b2", "#948f84"), "side", glasses=True
    ),
    "portrait-selim": Sitter(
        "#c68e67", "#2b2022", "#5c7258", "#efe4cf", ("#d9b9a4", "#a8786a"), "bun"
    ),
    "portrait-cardew": Sitter(
        "#e3ad8a", "#5b3726", "#6d3a3c", "#d8c8a8", ("#9fb09b", "#647c6c"), "short", beard=True
    ),
    "portrait-iwata": Sitter(
        "#e6bd97", "#22202a", "#3d5f6b", "#f0e9da", ("#e2d3c0", "#b59f8d"), "bob", glasses=True
    ),
    "portrait-mendes": Sitter(
        "#a9714f", "#32211c", "#c69a4a", "#3d3433", ("#7f93ac", "#4d6280"), "curls"
    ),
    "portrait-thale": Sitter(
        "#d9a582", "#e0d9cd", "#50405c", "#cfc0d0", ("#b7aec2", "#83789a"), "short"
    ),
}


def hair_behind(canvas: Canvas, sitter: Sitter) -> None:
    mask, pen = canvas.stencil()
    if sitter.cut == "long":
        pen.rounded((148, 118, 332, 372), 84)
    elif sitter.cut == "bob":
        pen.rounded((146, 112, 334, 300), 78)
    elif sitter.cut == "bun":
        pen.oval(240, 92, 42, 38)
        pen.oval(240, 182, 84, 84)
    elif sitter.cut == "curls":
        for x, y in (
            (168, 150),
            (156, 196),
            (168, 244),
            (196, 112),
            (240, 98),
            (284, 112),
            (312, 150),
            (324, 196),
            (312, 244),
        ):
            pen.oval(x, y, 40, 38)
    canvas.fill(mask, sitter.hair, mix(sitter.hair, "#15121a", 0.35))


def body(canvas: Canvas, sitter: Sitter) -> None:
    mask, pen = canvas.stencil()
    pen.rounded((72, 352, 408, 640), 118)
    canvas.fill(mask, sitter.coat, mix(sitter.coat, "#14161e", 0.35))
    skin = mix(sitter.skin, "#5a2f2a", 0.22)
    canvas.shape([(204, 268), (276, 268), (284, 366), (240, 404), (196, 366)], skin)
    canvas.shape(
        [(190, 352), (240, 412), (290, 352), (312, 366), (240, 474), (168, 366)], sitter.shirt
    )
    dark = mix(sitter.coat, "#10131a", 0.28)
    canvas.shape([(178, 348), (150, 372), (176, 430), (236, 490), (240, 470)], dark)
    canvas.shape([(302, 348), (330, 372), (304, 430), (244, 490), (240, 470)], dark)


def face(canvas: Canvas, sitter: Sitter) -> None:
    mask, pen = canvas.stencil()
    pen.rounded((172, 120, 308, 318), 67)
    if sitter.cut not in ("long", "bob", "curls"):
        pen.oval(171, 224, 13, 22)
        pen.oval(309, 224, 13, 22)
    canvas.fill(mask, mix(sitter.skin, "#fff1dc", 0.12), sitter.skin)
    shade, pen = canvas.stencil()
    pen.rounded((172, 120, 308, 318), 67)
    pen.rounded((140, 100, 262, 330), 62, 0)
    canvas.fill(shade, mix(sitter.skin, "#6b3531", 0.5), alpha=0.38, blur=5)
    line = mix(sitter.skin, "#4a2422", 0.62)
    pen = canvas.pen
    for x in (208, 272):
        pen.line([(x - 15, 201), (x, 196), (x + 15, 201)], 5, mix(sitter.hair, line, 0.4))
        pen.oval(x, 220, 5, 5.6, mix(line, "#1d1416", 0.6))
    pen.line([(242, 218), (250, 252), (238, 256)], 3.2, mix(sitter.skin, line, 0.55))
    pen.line([(220, 282), (232, 287), (248, 287), (260, 281)], 4.6, mix(line, "#c4625a", 0.6))


def beard(canvas: Canvas, sitter: Sitter) -> None:
    mask, pen = canvas.stencil()
    pen.rounded((171, 200, 309, 330), 64)
    pen.polygon(
        [(196, 150), (284, 150), (292, 238), (268, 264), (240, 260), (212, 264), (188, 238)], 0
    )
    pen.rounded((216, 272, 264, 294), 11, 0)
    canvas.fill(mask, sitter.hair, mix(sitter.hair, "#1b1214", 0.3))


def hair_before(canvas: Canvas, sitter: Sitter) -> None:
    mask, pen = canvas.stencil()
    if sitter.cut == "cropped":
        pen.rounded((170, 108, 310, 240), 66)
        pen.rounded((182, 158, 298, 330), 46, 0)
    elif sitter.cut in ("short", "side"):
        pen.rounded((164, 98, 316, 236), 68)
        part = 214 if sitter.cut == "side" else 240
        pen.polygon([(182, 250), (184, 186), (part, 152), (298, 190), (298, 250)], 0)
        pen.box(150, 232, 330, 340, 0)
    elif sitter.cut == "bob":
        pen.rounded((160, 104, 320, 300), 74)
        pen.rounded((184, 176, 296, 340), 30, 0)
    else:
        pen.rounded((160, 102, 320, 262), 76)
        pen.polygon([(180, 270), (184, 214), (222, 152), (262, 150), (298, 214), (302, 270)], 0)
        pen.box(150, 256, 330, 340, 0)
    canvas.fill(mask, mix(sitter.hair, "#fff1dc", 0.14), sitter.hair)


def glasses(canvas: Canvas) -> None:
    for x in (208, 272):
        mask, pen = canvas.stencil()
        pen.oval(x, 221, 25, 23)
        canvas.fill(mask, "#ffffff", alpha=0.16)
        canvas.pen.ring(x, 221, 26, 4, "#2c2a30")
    canvas.pen.line([(232, 218), (240, 215), (248, 218)], 4, "#2c2a30")


def portrait(sitter: Sitter, seed: int) -> Canvas:
    canvas = Canvas(480, 480, seed)
    canvas.sky(*sitter.ground)
    canvas.glow(140, 150, 330, 330, "#fff6e2", 0.5)
    hair_behind(canvas, sitter)
    body(canvas, sitter)
    face(canvas, sitter)
    if sitter.beard:
        beard(canvas, sitter)
    hair_before(canvas, sitter)
    if sitter.glasses:
        glasses(canvas)
    return canvas
