"""Strangers' bytes in, a safe picture out: upright, sRGB, without metadata, encoded anew.

A file is what it decodes to, whatever its name or the browser's content type say.
"""

import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from press import inscriptions
from press.inscriptions import NOTHING, Inscription

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MEDIA_TYPES = tuple(f"image/{name.lower()}" for name in FORMATS)
MAX_PIXELS = 60_000_000
# WebP holds no more than 16,383 pixels a side, and each picture becomes WebP.
MAX_SIDE = 16_000
MASTER_QUALITY = 90

# Pillow compares with these while it reads a header, before we can ask for the size.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

# 60 million pixels take some 500 MB while profile and rotation are applied. Two uploads at
# a time are all that one process can afford; the others wait a second.
_seats = threading.BoundedSemaphore(2)


class UnusablePicture(ValidationError):
    """The file can't become a picture of ours. Its sentence says why and what to do."""


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, /) -> Any: ...


@dataclass(frozen=True)
class Master:
    """The picture that we keep: encoded bytes, their width and height in pixels, and what was
    written into the file that it was made from."""

    data: bytes
    extension: str
    width: int
    height: int
    inscription: Inscription = NOTHING


def decode(file: Readable) -> Master:
    """Return the master made from an uploaded file (any object with `read` and `seek`).

    The first frame is turned upright and brought to sRGB; all metadata is dropped; caption,
    credit and date are read before. The master is
    a JPEG, or a PNG where a pixel is really transparent. Nothing is written.
    Raises UnusablePicture, and no other error, for whatever can't be used.
    """
    data = _read(file)
    with _seats:
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                _refuse_giants(*picture.size)
                inscription = inscriptions.read(picture)
                return replace(_master(picture), inscription=inscription)
        except UnusablePicture:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnusablePicture(_too_many_pixels(), code="giant") from error
        except UnidentifiedImageError as error:
            raise _no_picture(data) from error
        # Decoders of hostile bytes raise whatever they stumble over: SyntaxError, struct.error,
        # zlib.error, MemoryError, … For the person in front of the form all mean the same.
        except Exception as error:
            raise UnusablePicture(
                _(
                    "This picture is damaged, or was cut off while it was copied. "
                    "Please download or export it again, and upload the new copy."
                ),
                code="damaged",
            ) from error


def _read(file: Readable) -> bytes:
    limit = settings.IMAGES_MAX_MB
    file.seek(0)
    data = file.read(limit * 1024 * 1024 + 1)
    if not data:
        raise UnusablePicture(
            _("This file is empty. Please save or download the picture again, and upload that."),
            code="empty",
        )
    if len(data) > limit * 1024 * 1024:
        raise UnusablePicture(
            _(
                "This file is larger than %(limit)d MB. "
                "Please save the picture as a JPEG of at most that size, and upload that."
            ),
            code="heavy",
            params={"limit": limit},
        )
    return data


def _refuse_giants(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise UnusablePicture(_too_many_pixels(), code="giant")


def _too_many_pixels() -> str:
    return _(
        "This picture has too many pixels: at most %(millions)d million are possible, and at most "
        "%(side)s along a side. Please make it smaller, and upload the smaller copy."
    ) % {
        "millions": MAX_PIXELS // 1_000_000,
        "side": number_format(MAX_SIDE, force_grouping=True),
    }


def _no_picture(data: bytes) -> UnusablePicture:
    """Say what the file seems to be, since the usual two have a cure of their own."""
    if b"<svg" in data[:4096].lower():
        sentence = _(
            "Drawings in SVG can't be uploaded, because they can carry scripts. "
            "Please export the drawing as PNG, and upload that."
        )
    elif data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"}:
        sentence = _(
            "Photos in HEIC, as phones save them, can't be read here. "
            "Please export the photo as JPEG, and upload that."
        )
    else:
        sentence = _(
            "This file isn't a picture that the site can read. "
            "Please upload a JPEG, PNG, WebP, AVIF or GIF."
        )
    return UnusablePicture(sentence, code="no_picture")


def _master(picture: Image.Image) -> Master:
    picture.load()
    _turn_upright(picture)
    colour, alpha = _parted(picture)
    colour = _in_srgb(colour, picture.info.get("icc_profile"))
    # The writers take comments, profiles and transparent colours from here if we let them.
    colour.info = {}
    written = BytesIO()
    if alpha is None:
        colour.save(written, "JPEG", quality=MASTER_QUALITY, progressive=True, optimize=True)
        return Master(written.getvalue(), "jpg", *colour.size)
    colour.putalpha(alpha)
    colour.save(written, "PNG")
    return Master(written.getvalue(), "png", *colour.size)


def _turn_upright(picture: Image.Image) -> None:
    # Broken EXIF doesn't say which way is up; the pixels themselves are sound.
    with suppress(Exception):
        ImageOps.exif_transpose(picture, in_place=True)


def _parted(picture: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Part colour (L, RGB or CMYK) from transparency, which is None unless it can be seen."""
    if picture.mode.startswith(("I", "F")):
        # Convert alone would cut 16 bits off at 255 instead of scaling them.
        return picture.point(lambda value: value / 256).convert("L"), None
    if not picture.has_transparency_data:
        usable = picture.mode in {"L", "RGB", "CMYK"}
        return picture if usable else picture.convert("RGB"), None
    layers = picture.convert("RGBA")
    alpha = layers.getchannel("A")
    darkest = alpha.getextrema()[0]
    colour = picture.convert("L") if picture.mode == "LA" else layers.convert("RGB")
    return colour, alpha if darkest != 255 else None


def _in_srgb(colour: Image.Image, profile: bytes | None) -> Image.Image:
    """Apply the colour profile; one that is broken, or meant for other colours, is left out."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(colour, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return colour if colour.mode == "RGB" else colour.convert("RGB")
