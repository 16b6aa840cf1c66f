"""Which coding a reader gets."""

import pytest

from press.pages.codings import CODINGS, chosen, decode, encode

BODY = b"<p>The ferry leaves at dawn.</p>" * 200


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("*", "zstd"),
        ("gzip;q=0", "identity"),
        ("zstd;q=0, *;q=0.5", "br"),
        ("br;q=0.001", "br"),
        ("br;q=lots", "identity"),
        ("identity;q=0", "identity"),
        (",;,=;q=", "identity"),
    ],
)
def test_the_first_of_our_codings_that_a_reader_takes_is_chosen(header, coding):
    assert chosen(header) == coding


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("best", [False, True])
def test_a_coded_body_is_smaller_and_comes_back_whole(coding, best):
    coded = encode(BODY, coding, best=best)

    assert len(coded) < len(BODY) / 10
    assert decode(coded, coding) == BODY
    assert encode(BODY, coding, best=best) == coded
