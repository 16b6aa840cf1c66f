import re

import pytest
from django.conf import settings
from PIL import Image as Pillow

from images.tints import TINTS, tint_of

STYLES = settings.BASE_DIR / "static" / "css" / "5h-pictures.css"


@pytest.mark.parametrize(
    ("colour", "tint"),
    [
        ((0, 0, 0), "tint-grey-deep"),
        ((255, 255, 255), "tint-grey-pale"),
        ((200, 30, 30), "tint-red-deep"),
        ((240, 170, 175), "tint-red-pale"),
        ((240, 210, 150), "tint-amber-pale"),
        ((40, 90, 40), "tint-green-deep"),
        ((150, 190, 230), "tint-blue-pale"),
        ((90, 60, 140), "tint-violet-deep"),
    ],
)
def test_a_picture_lies_on_a_ground_near_to_its_colour(colour, tint):
    assert tint_of(Pillow.new("RGB", (30, 20), colour)) == tint


def test_a_picture_that_one_can_see_through_has_no_ground():
    assert tint_of(Pillow.new("RGBA", (30, 20), (200, 30, 30, 0))) == ""


def test_every_tint_has_its_colour_in_the_styles_and_no_other_is_there():
    named = re.findall(r"\.(tint-\S+) {", STYLES.read_text())

    assert sorted(named) == sorted([*TINTS, "tint-none"])


def test_every_colour_of_the_circle_has_a_tint_of_the_list():
    for degree in range(360):
        pixel = Pillow.new("HSV", (1, 1), (degree * 255 // 360, 200, 200)).convert("RGB")
        assert tint_of(pixel) in TINTS
