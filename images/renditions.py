"""The smaller copies that pages show: three shapes, a ladder of widths, AVIF beside WebP.

One or two plain JPEGs of each shape are for what knows neither: old browsers, mails, and the link
previews of other sites. A name is made of all that decides the bytes, so what lies at an address
never changes and may be kept for ever by browsers and proxies.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple, TypedDict

import PIL
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from images.models import Image
from images.tints import tint_of

LADDER = (320, 480, 640, 960, 1280, 1920)
# Squares are small wherever they stand: 72 to 128 pixels wide, on screens of one to three dots.
LADDERS = {"whole": LADDER, "landscape": LADDER, "square": (208, 416)}
LANDSCAPE = 3 / 2
# Sharp enough for a phone, bearable for a desk; and what link previews want at least.
PLAIN_WIDTH, PREVIEW_WIDTH = 960, 1200
WRITERS: dict[str, dict[str, Any]] = {
    # Slower speeds cost three to fifteen times as much for a twentieth of the bytes. One thread:
    # two are no quicker where other work goes on.
    "avif": {"format": "AVIF", "quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 2},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
LADDER_FORMATS = ["avif", "webp"]
# Raise it when this module makes other files: the library is then made anew, little by little.
RECIPE = 2


class Cut(TypedDict):
    """One shape of a picture. Its files are called `<stem>-<width>.<format>`."""

    stem: str
    formats: list[str]  # of every width; recipe 1 had "jpg" among them
    sizes: list[list[int]]  # width and height in pixels, the narrowest first


class Made(NamedTuple):
    """What the job writes into the row."""

    cuts: dict[str, Cut]
    tint: str


class Box(NamedTuple):
    """A part of the master, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def make(image: Image) -> Made:
    """Write the renditions of `image` to its storage, and return them with the picture's tint.

    Safe to run twice: the same picture and focal point give the same names and bytes. The row
    isn't changed, and nothing is announced. Raises OSError if the master can't be read.
    """
    boxes = boxes_of(image)
    with image.file.storage.open(str(image.file)) as file, Pillow.open(file) as master:
        # A JPEG can be decoded smaller; twice the widest rendition loses nothing to the eye.
        share = min(1, 2 * LADDER[-1] / boxes["landscape"].width)
        master.draft("RGB", (int(image.width * share), int(image.height * share)))
        cuts: dict[str, Cut] = {}
        for shape, box in boxes.items():
            if shape == "landscape" and box == boxes["whole"]:
                cuts[shape] = cuts["whole"]  # Most cameras' pictures are 3:2 already.
            else:
                cuts[shape] = _make_cut(image, master, shape, box)
        return Made(cuts, tint_of(master))


def boxes_of(image: Image) -> dict[str, Box]:
    """Return which part of the master each shape shows; cuts stay around the focal point."""
    return {
        "whole": Box(0, 0, image.width, image.height),
        "landscape": _cut_to(image, LANDSCAPE),
        "square": _cut_to(image, 1),
    }


def _cut_to(image: Image, ratio: float) -> Box:
    """The largest part of that ratio of width to height, as near to the focal point as can be."""
    width = min(image.width, max(1, round(image.height * ratio)))
    height = min(image.height, max(1, round(image.width / ratio)))
    left = round(image.focal_x * image.width - width / 2)
    top = round(image.focal_y * image.height - height / 2)
    return Box(
        min(max(left, 0), image.width - width),
        min(max(top, 0), image.height - height),
        width,
        height,
    )


def file_names(cuts: Mapping[str, Cut]) -> list[str]:
    """Return the storage names of all files of these renditions, made by whichever recipe."""
    names = set()
    for cut in cuts.values():
        names |= {
            f"{cut['stem']}-{width}.{extension}"
            for width, _height in cut["sizes"]
            for extension in cut["formats"]
        }
        names |= {f"{cut['stem']}-{width}.jpg" for width in jpeg_widths(cut)}
    return sorted(names)


def jpeg_widths(cut: Cut) -> list[int]:
    """Return the widths of the plain JPEGs: the first is for pages, the last for link previews."""
    widths = [width for width, _height in cut["sizes"]]
    page = max((width for width in widths if width <= PLAIN_WIDTH), default=widths[0])
    preview = [width for width in widths if width >= PREVIEW_WIDTH][:1]
    return [page, *preview]


def address(image: Image, shape: str) -> str:
    """Return where the URLs of a shape begin; each goes on with `-<width>.<format>`.

    The storage is asked once for all of them: a page has some 200. KeyError before the job, and
    for a shape that the recipe of these renditions didn't have.
    """
    return str(image.file.storage.url(image.renditions[shape]["stem"]))


def thumbnail_address(image: Image) -> str:
    """Return the address of the smallest cut, for the desk. KeyError before the job."""
    return f"{address(image, 'landscape')}-{image.renditions['landscape']['sizes'][0][0]}.webp"


def _make_cut(image: Image, master: Pillow.Image, shape: str, box: Box) -> Cut:
    widths = [width for width in LADDERS[shape] if width <= box.width] or [box.width]
    sizes = [[width, max(1, round(width * box.height / box.width))] for width in widths]
    cut: Cut = {"stem": _stem(image, shape, box), "formats": LADDER_FORMATS, "sizes": sizes}
    widest = _resized(image, master, box, sizes[-1])
    for width, height in sizes:
        # Each from the widest: two resamplings at most, and the master is left after the first.
        rendition = widest.resize((width, height), Pillow.Resampling.LANCZOS)
        for extension in [*LADDER_FORMATS, "jpg"] if width in jpeg_widths(cut) else LADDER_FORMATS:
            _keep(image, f"{cut['stem']}-{width}.{extension}", _encoded(rendition, extension))
    return cut


def _stem(image: Image, shape: str, box: Box) -> str:
    # Another Pillow may encode otherwise.
    facts = f"{image.file} {shape} {box} {RECIPE} {PIL.__version__}"
    digest = sha256(facts.encode()).hexdigest()[:20]
    return f"images/{digest[:2]}/{digest}-{shape}"


def _resized(image: Image, master: Pillow.Image, box: Box, size: Iterable[int]) -> Pillow.Image:
    across, down = master.width / image.width, master.height / image.height
    part = (
        box.left * across,
        box.top * down,
        min((box.left + box.width) * across, master.width),
        min((box.top + box.height) * down, master.height),
    )
    width, height = size
    return master.resize((width, height), Pillow.Resampling.LANCZOS, box=part, reducing_gap=3.0)


def _encoded(rendition: Pillow.Image, extension: str) -> bytes:
    if extension == "jpg" and rendition.mode == "RGBA":
        paper = Pillow.new("RGB", rendition.size, "white")
        paper.paste(rendition, mask=rendition.getchannel("A"))
        rendition = paper
    written = BytesIO()
    rendition.save(written, **WRITERS[extension])
    return written.getvalue()


def _keep(image: Image, name: str, data: bytes) -> None:
    storage = image.file.storage
    if storage.exists(name):
        if storage.size(name) == len(data):
            return
        storage.delete(name)  # A worker was killed while it wrote.
    saved = storage.save(name, ContentFile(data))
    if saved != name:
        storage.delete(saved)  # Another worker was quicker with the same bytes.
