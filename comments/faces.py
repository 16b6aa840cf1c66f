"""A face for who has none: the initials of a name on one of six tints, drawn by CSS alone."""

import re
import unicodedata
from zlib import crc32

TINTS = 6
_WORDS = re.compile(r"[^\W\d_]+")


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, "" if it has no letter."""
    words = _WORDS.findall(unicodedata.normalize("NFC", name))
    letters = [words[0][0], *(words[-1][0] for _ in words[1:2])] if words else []
    return "".join(letters).upper()


def tint(name: str) -> int:
    """Return the number of the tint that a name always has, whoever writes it and wherever."""
    return crc32(" ".join(name.casefold().split()).encode()) % TINTS
