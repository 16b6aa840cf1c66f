"""How a page shows a picture."""

from typing import Any

from django import template

from images.models import Image
from images.renditions import address

register = template.Library()

# What a browser that knows no srcset gets: sharp enough for a phone, bearable for a desk.
PLAIN_WIDTH = 960


@register.inclusion_tag("images/_picture.html")
def picture(
    image: Image,
    shape: str = "landscape",
    sizes: str = "100vw",
    *,
    lazy: bool = True,
    priority: bool = False,
    alt: str | None = None,
    css_class: str = "",
) -> dict[str, Any]:
    """Show an image as `<picture>`, without a query.

    `shape` is "landscape" (3:2 around the focal point) or "whole"; `sizes` is the HTML attribute.
    `priority` is for the one picture that a reader sees first. Width and height are those of the
    shape, so that nothing jumps; until the job has run, the master stands in.
    """
    context = {
        "sizes": sizes,
        "lazy": lazy and not priority,
        "priority": priority,
        "alt": image.alt_text if alt is None else alt,
        "css_class": css_class,
    }
    if not image.renditions:
        return context | {"src": image.file.url, "width": image.width, "height": image.height}
    start, made = address(image, shape), image.renditions[shape]["sizes"]
    widths = [width for width, _height in made]
    plain = max((width for width in widths if width <= PLAIN_WIDTH), default=widths[0])
    width, height = made[-1]
    return context | {
        "webp": ", ".join(f"{start}-{each}.webp {each}w" for each in widths),
        "jpg": ", ".join(f"{start}-{each}.jpg {each}w" for each in widths),
        "src": f"{start}-{plain}.jpg",
        "width": width,
        "height": height,
    }
