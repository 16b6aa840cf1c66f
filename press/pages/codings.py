"""Codings of bodies: which one a reader gets, made quickly or as small as can be."""

import gzip
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Coding:
    """How bodies are coded and decoded; `quick` and `best` are its levels."""

    encode: Callable[[bytes, int], bytes]
    decode: Callable[[bytes], bytes]
    quick: int
    best: int


# The first that a reader takes is used: quickest to make first, as every miss pays for it.
CODINGS = {
    "zstd": Coding(zstd.compress, zstd.decompress, quick=3, best=19),
    "br": Coding(
        lambda body, level: brotli.compress(body, quality=level, mode=brotli.MODE_TEXT),
        brotli.decompress,
        quick=5,
        best=11,
    ),
    # Without a time inside, so that the same page has the same bytes.
    "gzip": Coding(
        lambda body, level: gzip.compress(body, level, mtime=0), gzip.decompress, quick=6, best=9
    ),
}


@lru_cache(maxsize=256)
def chosen(accept_encoding: str) -> str:
    """Return the coding for a reader who sends this `Accept-Encoding` header ("" for none)."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    for name in CODINGS:
        if weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return IDENTITY


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def encode(body: bytes, coding: str, *, best: bool = False) -> bytes:
    """Return `body` in the coding: quickly made, or in its smallest form."""
    if coding == IDENTITY:
        return body
    way = CODINGS[coding]
    return way.encode(body, way.best if best else way.quick)


def decode(body: bytes, coding: str) -> bytes:
    """Undo `encode`."""
    return body if coding == IDENTITY else CODINGS[coding].decode(body)
