"""How a page shows a picture."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from images.models import Image
from images.renditions import LADDER, LADDERS, address, jpeg_widths
from press.pages.stencils import filled

register = template.Library()

PHONES = "(max-width: 39.99rem)"


@register.simple_tag
def picture(
    image: Image,
    shape: str = "landscape",
    sizes: str = "100vw",
    *,
    lazy: bool = True,
    priority: bool = False,
    alt: str | None = None,
    css_class: str = "",
    widest: int = LADDER[-1],
    phone_square: str = "",
) -> SafeString:
    """Show an image as `<picture>`, without a query.

    `shape` is "landscape" (3:2 around the focal point), "square" (the same, 1:1) or "whole";
    `sizes` is the HTML attribute. `widest`, in pixels, is the last width worth its bytes of HTML
    in a small place. `phone_square` is the size of a square shown below 40rem instead.
    `priority` is for the one picture that a reader sees first. Width and height are those of the
    shape, so that nothing jumps; until the job has run, the master stands in.
    """
    if shape not in LADDERS:
        raise KeyError(shape)
    facts: dict[str, str | int] = {
        "lazy": lazy and not priority,
        "priority": priority,
        "css_class": " ".join(filter(None, [css_class, _ground(image, shape)])),
    }
    # Also where a template's own words are its alt: those count as HTML there.
    words = {"alt": escape(image.alt_text if alt is None else alt)}
    return filled(
        "images/_picture.html", facts, words | _files(image, shape, sizes, widest, phone_square)
    )


def _files(image: Image, shape: str, sizes: str, widest: int, phone_square: str) -> dict[str, Any]:
    """What the browser chooses from: `sources`, and `src` with `width` and `height`."""
    if not image.renditions:
        return _master(image) | {"sources": ""}
    if shape not in image.renditions:  # Recipe 1 made no squares: the styles cut them.
        shape = "landscape"
    sources = _sources(image, shape, sizes, widest)
    if phone_square and "square" in image.renditions:
        sources = _sources(image, "square", phone_square, widest, PHONES) + sources
    cut = image.renditions[shape]
    width, height = cut["sizes"][-1]
    src = f"{address(image, shape)}-{jpeg_widths(cut)[0]}.jpg"
    return {"sources": sources, "src": src, "width": width, "height": height}


def _ground(image: Image, shape: str) -> str:
    """The class of its ground; that of a tall picture stays in sight beside it, so it is quiet."""
    tall = shape == "whole" and image.height > image.width
    return "tint-none" if tall and image.tint else image.tint


@register.simple_tag
def whole(image: Image) -> str:
    """Return the address of the largest JPEG of the whole picture; the master before the job."""
    if not image.renditions:
        return str(image.file.url)
    return f"{address(image, 'whole')}-{jpeg_widths(image.renditions['whole'])[-1]}.jpg"


@register.simple_tag
def preview(image: Image) -> dict[str, Any]:
    """`src`, `width` and `height` of the one file that every program can show."""
    return preview_jpeg(image)


def preview_jpeg(image: Image) -> dict[str, Any]:
    """Return `src`, `width` and `height` of what link previews on other sites show.

    They read neither AVIF nor WebP with certainty. Until the job has run, it is the master.
    """
    if not image.renditions:
        return _master(image)
    cut = image.renditions["landscape"]
    chosen = jpeg_widths(cut)[-1]
    [height] = [height for width, height in cut["sizes"] if width == chosen]
    return {"src": f"{address(image, 'landscape')}-{chosen}.jpg", "width": chosen, "height": height}


def _master(image: Image) -> dict[str, Any]:
    return {"src": image.file.url, "width": image.width, "height": image.height}


def _sources(
    image: Image, shape: str, sizes: str, widest: int, media: str = ""
) -> list[SafeString]:
    """One source a format, the smallest files first; JPEG is left to the `img`."""
    start, cut = address(image, shape), image.renditions[shape]
    made = [width for width, _height in cut["sizes"]]
    widths = [width for width in made if width <= widest] or made[:1]
    return [
        filled(
            "images/_source.html",
            {"format": extension, "sizes": sizes, "media": media},
            {"srcset": ", ".join(f"{start}-{width}.{extension} {width}w" for width in widths)},
        )
        for extension in cut["formats"]
        if extension != "jpg"
    ]
