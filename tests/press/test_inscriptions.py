"""What is written in a picture's file: by agencies, by cameras, and by people who mean no good."""

import struct
from datetime import date
from io import BytesIO

import pytest

from press.decoding import decode
from press.inscriptions import Inscription
from tests.images.pictures import draw, encode, opened

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
 <rdf:Description photoshop:Credit="The Meridian" photoshop:DateCreated="2026-11-21T08:12:00">
 <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Nets on the quay.</rdf:li></rdf:Alt>
 </dc:description><dc:creator><rdf:Seq><rdf:li>Elin Vass</rdf:li></rdf:Seq></dc:creator>
 </rdf:Description></rdf:RDF></x:xmpmeta>"""


def iptc(*records):
    return b"".join(
        b"\x1c" + bytes(number) + struct.pack(">H", len(value)) + value for number, value in records
    )


def with_iptc(data):
    """A JPEG with these bytes where Photoshop and agencies write IPTC."""
    block = (
        b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data + b"\x00" * (len(data) % 2)
    )
    body = b"Photoshop 3.0\x00" + block
    picture = encode(draw())
    return picture[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + picture[2:]


def inscribed(data):
    return decode(BytesIO(data)).inscription


def test_what_an_agency_wrote_is_read_and_then_dropped_from_the_file():
    data = with_iptc(
        iptc(
            ((1, 90), b"\x1b%G"),
            ((2, 120), "Netze  am Käi.\r\n".encode()),
            ((2, 80), b"Elin Vass"),
            ((2, 110), b"The Meridian"),
            ((2, 55), b"20261121"),
        )
    )

    master = decode(BytesIO(data))

    said = Inscription("Netze am Käi.", "Elin Vass / The Meridian", date(2026, 11, 21))
    assert master.inscription == said
    assert b"Elin Vass" not in master.data


def test_xmp_is_read_where_there_is_no_iptc():
    data = encode(draw(), xmp=XMP.encode())
    assert opened(data).info["xmp"]

    said = Inscription("Nets on the quay.", "Elin Vass / The Meridian", date(2026, 11, 21))
    assert inscribed(data) == said
    assert inscribed(encode(draw(), "WEBP", xmp=XMP.encode())) == said


def test_old_iptc_in_latin_letters_is_read():
    assert inscribed(with_iptc(iptc(((2, 120), "Käi".encode("latin-1"))))).caption == "Käi"


@pytest.mark.parametrize(
    "data",
    [
        with_iptc(b"\x1c\x02\x78\xff\xff"),
        with_iptc(b"\xff" * 500),
        with_iptc(iptc(((2, 55), b"20269999"), ((2, 120), b"\0\0"))),
        encode(draw(), xmp=b"<unclosed"),
        encode(draw(), xmp=b"\xff\xfe\0\0"),
        encode(draw(), xmp=b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + XMP.encode()),
        encode(draw(), xmp=XMP.encode() + b" " * 50_000 + b"</x>"),
    ],
    ids=["cut off", "noise", "no day", "unclosed", "no text", "entities", "two roots"],
)
def test_hostile_words_are_as_if_nobody_had_written_any(data):
    assert inscribed(data) == Inscription()


def test_words_without_end_are_cut():
    long = iptc(*[((2, 120), b"word " * 5_000)])
    assert len(inscribed(with_iptc(long)).caption) < 2_001
