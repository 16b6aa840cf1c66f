"""The newspaper's logo: decoded like any stranger's picture, kept small and without loss."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from press.decoding import Readable, decode

# Three times the size at which the masthead shows it, for the sharpest screens.
WIDEST, TALLEST = 1_440, 216


def logo_of(file: Readable) -> "ContentFile[bytes]":
    """Return an uploaded picture as a logo: WebP without loss, named for its content.

    Transparency is kept, metadata is dropped. Nothing is written. Raises press.decoding's
    UnusablePicture (a ValidationError) with a sentence for a file that can't be used.
    """
    with Image.open(BytesIO(decode(file).data)) as picture:
        picture.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
        written = BytesIO()
        picture.save(written, "WEBP", lossless=True, method=6)
    data = written.getvalue()
    return ContentFile(data, name=f"{hashlib.sha256(data).hexdigest()[:20]}.webp")
