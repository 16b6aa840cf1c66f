"""The smaller copies that pages show: two shapes, a ladder of widths, two formats.

A name is made of all that decides the bytes, so what lies at an address never changes and may
be kept for ever by browsers and proxies.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple, TypedDict

import PIL
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from images.models import Image

LADDER = (320, 480, 640, 960, 1280, 1920)
LANDSCAPE = 3 / 2
WRITERS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
# Another Pillow may encode otherwise; raise the number when this module does.
RECIPE = f"1 {PIL.__version__}"


class Cut(TypedDict):
    """One shape of a picture. Its files are called `<stem>-<width>.<format>`."""

    stem: str
    formats: list[str]
    sizes: list[list[int]]  # width and height in pixels, the narrowest first


class Box(NamedTuple):
    """A part of the master, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def make(image: Image) -> dict[str, Cut]:
    """Write the renditions of `image` to its storage, and return what `image.renditions` shall be.

    Safe to run twice: the same picture and focal point give the same names and bytes. The row
    isn't changed, and nothing is announced. Raises OSError if the master can't be read.
    """
    boxes = boxes_of(image)
    with image.file.storage.open(str(image.file)) as file, Pillow.open(file) as master:
        # A JPEG can be decoded smaller; twice the widest rendition loses nothing to the eye.
        share = min(1, 2 * LADDER[-1] / boxes["landscape"].width)
        master.draft("RGB", (int(image.width * share), int(image.height * share)))
        return {shape: _make_cut(image, master, shape, box) for shape, box in boxes.items()}


def boxes_of(image: Image) -> dict[str, Box]:
    """Return which part of the master each shape shows; landscape stays around the focal point."""
    width = min(image.width, round(image.height * LANDSCAPE))
    height = min(image.height, max(1, round(image.width / LANDSCAPE)))
    left = round(image.focal_x * image.width - width / 2)
    top = round(image.focal_y * image.height - height / 2)
    return {
        "whole": Box(0, 0, image.width, image.height),
        "landscape": Box(
            min(max(left, 0), image.width - width),
            min(max(top, 0), image.height - height),
            width,
            height,
        ),
    }


def file_names(cuts: Mapping[str, Cut]) -> list[str]:
    """Return the storage names of all files of these renditions."""
    return [
        f"{cut['stem']}-{width}.{extension}"
        for cut in cuts.values()
        for width, _height in cut["sizes"]
        for extension in cut["formats"]
    ]


def address(image: Image, shape: str) -> str:
    """Return where the URLs of a shape begin; each goes on with `-<width>.<format>`.

    The storage is asked once for all of them: a page has some 200. KeyError before the job.
    """
    return str(image.file.storage.url(image.renditions[shape]["stem"]))


def _make_cut(image: Image, master: Pillow.Image, shape: str, box: Box) -> Cut:
    sizes = [[width, max(1, round(width * box.height / box.width))] for width in _widths(box)]
    stem = _stem(image, shape, box)
    widest = _resized(image, master, box, sizes[-1])
    for width, height in sizes:
        # Each from the widest: two resamplings at most, and the master is left after the first.
        rendition = widest.resize((width, height), Pillow.Resampling.LANCZOS)
        for extension in WRITERS:
            _keep(image, f"{stem}-{width}.{extension}", _encoded(rendition, extension))
    return {"stem": stem, "formats": list(WRITERS), "sizes": sizes}


def _widths(box: Box) -> list[int]:
    return [width for width in LADDER if width <= box.width] or [box.width]


def _stem(image: Image, shape: str, box: Box) -> str:
    facts = f"{image.file} {shape} {box} {RECIPE}"
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
