"""A sheet to draw on: scaled pens, soft fills, glows, haze and paper grain."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = tuple[int, int, int]
OVERSAMPLING = 2


def rgb(colour: str) -> Colour:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(first: str, second: str, share: float) -> str:
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def gradient(size: tuple[int, int], stops: Sequence[str]) -> Image.Image:
    """A vertical run through evenly spaced colours."""
    steps = 256
    strip = Image.new("RGB", (1, steps))
    for row in range(steps):
        place = row / (steps - 1) * (len(stops) - 1)
        index = min(int(place), len(stops) - 2)
        colour = mix(stops[index], stops[index + 1], place - index)
        strip.putpixel((0, row), rgb(colour))
    return strip.resize(size, Image.Resampling.BICUBIC)


def path(text: str) -> list[Point]:
    """Points written as "x,y x,y", as in SVG."""
    pairs = (point.split(",") for point in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def outline(text: str, x: float, base: float, size: float, slope: float = 0.0) -> list[Point]:
    """A path in units of its own, placed and scaled; y points up."""
    return [(x + dx * size, base - (dy + dx * slope) * size) for dx, dy in path(text)]


class Pen:
    """ImageDraw in the units of the finished picture."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)

    def polygon(self, points: Sequence[Point], fill: str | int = 255) -> None:
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self._draw.polygon(scaled, fill=fill)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: str | int = 255) -> None:
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str | int = 255) -> None:
        box = [(x - rx), (y - ry), (x + rx), (y + ry)]
        self._draw.ellipse([v * OVERSAMPLING for v in box], fill=fill)

    def rounded(
        self, box: tuple[float, float, float, float], radius: float, fill: str | int = 255
    ) -> None:
        scaled = [v * OVERSAMPLING for v in box]
        self._draw.rounded_rectangle(scaled, radius * OVERSAMPLING, fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: str | int = 255) -> None:
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        pixels = max(1, round(width * OVERSAMPLING))
        self._draw.line(scaled, fill=fill, width=pixels, joint="curve")

    def ring(self, x: float, y: float, r: float, width: float, fill: str | int = 255) -> None:
        box = [v * OVERSAMPLING for v in (x - r, y - r, x + r, y + r)]
        self._draw.ellipse(box, outline=fill, width=max(1, round(width * OVERSAMPLING)))


class Canvas:
    """One picture while it is being painted, from the sky to the grain."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height = width, height
        self._pixels = (width * OVERSAMPLING, height * OVERSAMPLING)
        self.image = Image.new("RGB", self._pixels)
        self.random = Random(seed)  # noqa: S311

    @property
    def pen(self) -> Pen:
        return Pen(self.image)

    def stencil(self) -> tuple[Image.Image, Pen]:
        mask = Image.new("L", self._pixels)
        return mask, Pen(mask)

    def sky(self, *stops: str, until: float | None = None) -> None:
        height = self._pixels[1] if until is None else round(until * OVERSAMPLING)
        self.image.paste(rgb(stops[-1]), (0, 0, *self._pixels))
        self.image.paste(gradient((self._pixels[0], height), stops), (0, 0))

    def fill(self, mask: Image.Image, *stops: str, alpha: float = 1.0, blur: float = 0) -> None:
        """Press colours through a mask; several run down its own height."""
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * OVERSAMPLING))
        box = mask.getbbox()
        if box is None:
            return
        mask = mask.crop(box)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        run = stops if len(stops) > 1 else (stops[0], stops[0])
        self.image.paste(gradient(mask.size, run), box[:2], mask)

    def band(self, top: float, bottom: float, *stops: str, alpha: float = 1.0) -> None:
        mask, pen = self.stencil()
        pen.box(0, top, self.width, bottom)
        self.fill(mask, *stops, alpha=alpha)

    def shape(
        self,
        points: Sequence[Point],
        *stops: str,
        alpha: float = 1.0,
        blur: float = 0,
    ) -> None:
        mask, pen = self.stencil()
        pen.polygon(points)
        self.fill(mask, *stops, alpha=alpha, blur=blur)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: str, alpha: float) -> None:
        """A soft light with no edge."""
        size = (round(2 * rx * OVERSAMPLING), round(2 * ry * OVERSAMPLING))
        falloff = [round(alpha * 255 * (1 - v / 255) ** 2.2) for v in range(256)]
        soft = Image.radial_gradient("L").point(falloff).resize(size)
        at = (round((x - rx) * OVERSAMPLING), round((y - ry) * OVERSAMPLING))
        self.image.paste(rgb(colour), at, soft)

    def haze(self, top: float, bottom: float, colour: str, alpha: float) -> None:
        """Mist that is thickest halfway between its two edges."""
        height = max(2, round((bottom - top) * OVERSAMPLING))
        strip = Image.new("L", (1, 64))
        for row in range(64):
            strip.putpixel((0, row), round(255 * alpha * math.sin(math.pi * row / 63)))
        mask = strip.resize((self._pixels[0], height), Image.Resampling.BICUBIC)
        self.image.paste(rgb(colour), (0, round(top * OVERSAMPLING)), mask)

    def reflect(self, water: float, depth: float, colour: str, alpha: float) -> None:
        """Mirror what stands above the water line, broken by ripples."""
        line, tall = round(water * OVERSAMPLING), round(depth * OVERSAMPLING)
        above = self.image.crop((0, max(0, line - tall), self._pixels[0], line))
        mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mirror = mirror.filter(ImageFilter.GaussianBlur(2 * OVERSAMPLING))
        tint = Image.new("RGB", mirror.size, rgb(colour))
        mirror = Image.blend(mirror, tint, 1 - alpha)
        step = 3 * OVERSAMPLING
        for top in range(0, mirror.height, step):
            swing = math.sin(top * 0.023) + 0.6 * math.sin(top * 0.071 + 1.7)
            shift = round(swing * (0.8 + top / 210) * OVERSAMPLING)
            row = mirror.crop((0, top, mirror.width, min(top + step, mirror.height)))
            self.image.paste(ImageChops.offset(row, shift, 0), (0, line + top))

    def finish(self, seed: int, grain: float = 0.04, cloud: float = 0.075) -> Image.Image:
        """Bring the picture to its size and lay paper over it."""
        size = (self.width, self.height)
        picture = self.image.resize(size, Image.Resampling.LANCZOS)
        for cell, strength in ((2, grain), (26, cloud * 0.6), (110, cloud)):
            texture = mottle(size, seed + cell, cell, strength)
            picture = ImageChops.soft_light(picture, Image.merge("RGB", [texture] * 3))
        return vignette(picture)


def mottle(size: tuple[int, int], seed: int, cell: int, strength: float) -> Image.Image:
    """Cloudy grey around the middle tone, in cells of one size."""
    wide, tall = size[0] // cell + 2, size[1] // cell + 2
    noise = Image.frombytes("L", (wide, tall), Random(seed).randbytes(wide * tall))  # noqa: S311
    big = noise.resize((wide * cell, tall * cell), Image.Resampling.BICUBIC)
    levels = [round(128 + (v - 128) * strength * 2) for v in range(256)]
    return big.crop((0, 0, *size)).point(levels)


def vignette(picture: Image.Image, depth: float = 0.16) -> Image.Image:
    dark = [round(255 * depth * max(0.0, v / 255 - 0.45) / 0.55) for v in range(256)]
    mask = Image.radial_gradient("L").resize(picture.size).point(dark)
    picture.paste((14, 14, 24), (0, 0), mask)
    return picture
