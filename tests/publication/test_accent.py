"""The accent colour: known ratios, refusals that help, the sister for dark paper."""

import pytest
from django.core.exceptions import ValidationError

from publication import accent

PARTS = range(0, 256, 51)
COLOURS = [f"#{red:02x}{green:02x}{blue:02x}" for red in PARTS for green in PARTS for blue in PARTS]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#a3161c", "#fffefb", 7.7),
        ("#a3161c", "#f5f2ea", 7.0),
        ("#ff9b90", "#141311", 9.2),
    ],
)
def test_ratios_are_those_of_wcag_whichever_colour_comes_first(one, other, ratio):
    assert accent.contrast(one, other) == pytest.approx(ratio, abs=0.06)
    assert accent.contrast(one, other) == accent.contrast(other, one)


def test_a_colour_that_cant_be_read_is_refused_with_its_ratio_and_a_darker_shade():
    with pytest.raises(ValidationError) as refused:
        accent.validate_accent("#e8a33d")

    [sentence] = refused.value.messages
    assert "1.92 to 1" in sentence
    shade = sentence.rpartition(" is ")[2].rstrip(".")
    accent.validate_accent(shade)


def test_a_colour_that_almost_passes_is_not_said_to_have_the_ratio_that_is_needed():
    with pytest.raises(ValidationError) as refused:
        accent.validate_accent("#707070")

    assert "4.42 to 1" in refused.value.messages[0]


@pytest.mark.parametrize("word", ["red", "#a31", "a3161c", "#a3161g", "#a3161c0", "#a3161c\n"])
def test_what_is_no_colour_is_refused_with_an_example(word):
    with pytest.raises(ValidationError, match="#a3161c"):
        accent.validate_accent(word)


def test_a_colour_that_can_be_read_on_dark_paper_stays_as_it_is():
    assert accent.for_dark("#ff9b90") == "#ff9b90"


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_has_a_sister_that_can_be_read_on_dark_paper(colour):
    sister = accent.for_dark(colour)

    assert accent.contrast(sister, "#141311") >= 7
    assert accent.contrast(sister, "#1e1c19") >= 4.5


@pytest.mark.parametrize("colour", COLOURS)
def test_every_shade_that_a_refusal_names_is_accepted(colour):
    accent.validate_accent(accent.readable(colour))
