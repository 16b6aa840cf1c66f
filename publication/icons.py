"""The newspaper's sign in every size that browsers and telephones ask for, from one picture.

The picture is the square one that was uploaded for it, else the logo, else a small front page like
`static/icon.svg`. Pages of icons are finished like any other page, so nothing is stored.
"""

import hashlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from press.decoding import Readable, decode
from publication.accent import LIGHT_PAPER
from publication.models import Publication

SIDE = 512
# A telephone cuts a "maskable" icon to any shape that leaves a circle of 80 % of its width.
SAFE, BESIDE_LOGO, WHOLE = 0.6, 0.84, 1.0
FAVICON_SIZES = [16, 32, 48]
INK, RED = "#171512", "#a3161c"
# Left, top, right, bottom on a field of 32 by 32.
FRONT_PAGE = [
    (INK, (4, 5, 28, 9)),
    (INK, (4, 11, 28, 12.5)),
    (RED, (4, 17, 14, 27)),
    (INK, (17, 17, 28, 19)),
    (INK, (17, 21, 28, 23)),
    (INK, (17, 25, 25, 27)),
]


def square_of(file: Readable) -> "ContentFile[bytes]":
    """Return an uploaded square picture as a PNG of 512 pixels, named for its content.

    Nothing is written. Raises ValidationError with a sentence for a file that can't be used.
    """
    with Image.open(BytesIO(decode(file).data)) as picture:
        width, height = picture.size
        if abs(width - height) > 0.02 * max(width, height):
            raise ValidationError(
                _(
                    "This picture is %(width)s pixels wide and %(height)s tall. An icon is square: "
                    "cut it first."
                ),
                params={"width": width, "height": height},
            )
        if min(width, height) < SIDE:
            raise ValidationError(
                _("This picture is %(width)s pixels wide. The largest icon needs 512 pixels."),
                params={"width": width},
            )
        data = _png(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS))
    return ContentFile(data, name=f"{hashlib.sha256(data).hexdigest()[:20]}.png")


def png(publication: Publication, side: int, *, maskable: bool = False) -> bytes:
    """Return the icon as a PNG of that side; a maskable one fills all of it with paper."""
    return _png(_icon(publication, side, maskable=maskable))


def favicon(publication: Publication) -> bytes:
    """Return an ICO with the sizes that browsers show in tabs and lists."""
    written = BytesIO()
    largest = _icon(publication, FAVICON_SIZES[-1], maskable=False)
    largest.save(written, "ICO", sizes=[(side, side) for side in FAVICON_SIZES])
    return written.getvalue()


def _icon(publication: Publication, side: int, *, maskable: bool) -> Image.Image:
    sign, share = _sign(publication)
    if share == WHOLE and not maskable:
        return sign.resize((side, side), Image.Resampling.LANCZOS)
    room = round(side * (SAFE if maskable else share))
    sign.thumbnail((room, room), Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", (side, side), LIGHT_PAPER)
    ground.alpha_composite(sign, ((side - sign.width) // 2, (side - sign.height) // 2))
    return ground


def _sign(publication: Publication) -> tuple[Image.Image, float]:
    """The picture that stands for the newspaper, and how much of an icon it fills."""
    for file, share in ((publication.icon, WHOLE), (publication.logo, BESIDE_LOGO)):
        if file:
            with file.storage.open(str(file)) as opened, Image.open(opened) as picture:
                return picture.convert("RGBA"), share
    return _front_page(), WHOLE


def _front_page() -> Image.Image:
    picture = Image.new("RGBA", (SIDE, SIDE), LIGHT_PAPER)
    pen, unit = ImageDraw.Draw(picture), SIDE / 32
    for colour, (left, top, right, bottom) in FRONT_PAGE:
        pen.rectangle((left * unit, top * unit, right * unit - 1, bottom * unit - 1), colour)
    return picture


def _png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
