"""What photographers and agencies have written into a picture: IPTC and XMP, strangers' bytes both.

It is read before the pixels are encoded anew, since all metadata is dropped then. Whatever can't
be read is as if nobody had written it.
"""

from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from unicodedata import category
from xml.etree import ElementTree

from PIL import Image, IptcImagePlugin

# Agencies write some kilobytes; a file of another's making may hold megabytes.
LONGEST_XMP = 256 * 1024
LONGEST_WORDS = 2_000
UTF8 = b"\x1b%G"
NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
}


@dataclass(frozen=True, slots=True)
class Inscription:
    caption: str = ""
    credit: str = ""
    taken_on: date | None = None


NOTHING = Inscription()


def read(picture: Image.Image) -> Inscription:
    """Return what is written in an opened picture; IPTC before XMP, fact by fact. Never raises."""
    found = []
    for reader in (_iptc, _xmp):
        # Parsers of hostile bytes raise whatever they stumble over.
        with suppress(Exception):
            found.append(reader(picture))
    facts = {
        field.name: next((value for one in found if (value := getattr(one, field.name))), None)
        for field in fields(Inscription)
    }
    return Inscription(facts["caption"] or "", facts["credit"] or "", facts["taken_on"])


def _iptc(picture: Image.Image) -> Inscription:
    told: dict[Any, Any] = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    charset = "utf-8" if told.get((1, 90)) == UTF8 else ""

    def words(number: int) -> str:
        value = told.get((2, number), b"")
        return _words(_decoded(value[0] if isinstance(value, list) else value, charset))

    return Inscription(words(120), _credit(words(80), words(110)), _day(words(55)))


def _xmp(picture: Image.Image) -> Inscription:
    data = picture.info.get("xmp", b"")
    # No entities: neither the ones that grow nor the ones that fetch.
    if not data or len(data) > LONGEST_XMP or b"<!" in data:
        return NOTHING
    tree = ElementTree.fromstring(data)  # noqa: S314

    def listed(name: str) -> str:
        return _words(tree.findtext(f".//{name}//rdf:li", "", NAMES))

    def plain(name: str) -> str:
        attribute = f"{{{NAMES['photoshop']}}}{name}"
        held = tree.iterfind(f".//rdf:Description[@{attribute}]", NAMES)
        inner = tree.findtext(f".//photoshop:{name}", "", NAMES)
        return _words(next((each.get(attribute, "") for each in held), inner))

    credit = _credit(listed("dc:creator"), plain("Credit"))
    return Inscription(listed("dc:description"), credit, _day(plain("DateCreated")))


def _decoded(value: bytes, charset: str) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode(charset or "latin-1", "replace")


def _words(text: str) -> str:
    """One line, without signs that can't be seen or stored."""
    seen = "".join(" " if category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign for sign in text)
    return " ".join(seen[:LONGEST_WORDS].split())


def _credit(maker: str, house: str) -> str:
    """As it is printed: who made it, and for whom."""
    return " / ".join(dict.fromkeys(part for part in (maker, house) if part))


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text[:8] if text[:8].isdigit() else text[:10])
    return None
