import random
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from press.decoding import MAX_SIDE, UnusablePicture, decode
from tests.images.pictures import (
    BLUE,
    RED,
    draw,
    encode,
    is_near,
    opened,
    png_that_claims,
    profile_that_swaps_red_and_blue,
)

SAMPLES = {
    "JPEG": encode(draw()),
    "progressive JPEG": encode(draw(), progressive=True),
    "PNG": encode(draw(), "PNG"),
    "PNG with a palette": encode(draw(mode="P"), "PNG"),
    "PNG with transparency": encode(draw(mode="RGBA"), "PNG"),
    "WebP": encode(draw(), "WEBP"),
    "lossless WebP": encode(draw(), "WEBP", lossless=True),
    "AVIF": encode(draw(), "AVIF"),
    "GIF": encode(draw(), "GIF"),
    "CMYK JPEG": encode(draw(mode="CMYK")),
}
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def made(data: bytes):
    return decode(BytesIO(data))


def sentence(data: bytes) -> str:
    with pytest.raises(UnusablePicture) as refusal:
        made(data)
    return refusal.value.messages[0]


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)
def test_each_format_becomes_a_master_of_its_own_size_and_colours(data):
    master = made(data)

    picture = opened(master.data)
    assert (master.width, master.height) == picture.size == (60, 40)
    assert (picture.format, picture.mode, master.extension) == ("JPEG", "RGB", "jpg")
    assert is_near(picture.getpixel((10, 20)), RED)
    assert is_near(picture.getpixel((50, 20)), BLUE)


def test_a_picture_turned_by_its_camera_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # The camera was held on its side: turn a quarter clockwise.

    master = made(encode(draw(60, 40), exif=exif))

    picture = opened(master.data)
    assert picture.size == (master.width, master.height) == (40, 60)
    assert is_near(picture.getpixel((20, 10)), RED)
    assert is_near(picture.getpixel((20, 50)), BLUE)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_metadata_survives(form):
    exif = Image.Exif()
    exif[MAKER] = "Camera of Elin Vass"
    exif.get_ifd(GPS)[1] = "N"
    profile = profile_that_swaps_red_and_blue()
    data = encode(draw(), form, exif=exif, icc_profile=profile)

    master = made(data)

    assert b"Elin Vass" not in master.data
    assert not {"exif", "icc_profile", "comment", "xmp"} & opened(master.data).info.keys()


def test_a_jpeg_comment_does_not_survive():
    assert b"secret" not in made(encode(draw(), comment=b"secret")).data


def test_a_transparent_png_keeps_no_metadata_either():
    picture = draw(mode="RGBA")
    picture.putalpha(100)

    master = made(encode(picture, "PNG", icc_profile=profile_that_swaps_red_and_blue()))

    assert "icc_profile" not in opened(master.data).info


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_are_converted_by_the_profile(form):
    master = made(encode(draw(), form, icc_profile=profile_that_swaps_red_and_blue()))

    assert is_near(opened(master.data).getpixel((10, 20)), BLUE)


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200])
def test_a_broken_profile_leaves_the_colours_as_they_are(profile):
    master = made(encode(draw(), icc_profile=profile))

    assert is_near(opened(master.data).getpixel((10, 20)), RED)


def test_what_is_really_transparent_stays_so():
    picture = draw(mode="RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))

    master = made(encode(picture, "PNG"))

    kept = opened(master.data)
    assert (kept.format, kept.mode, master.extension) == ("PNG", "RGBA", "png")
    assert kept.getpixel((0, 0))[3] == 0


def test_sixteen_bits_of_grey_are_scaled_not_cut_off():
    master = made(encode(Image.new("I;16", (20, 20), 128 * 256), "PNG"))

    assert opened(master.data).getpixel((10, 10)) == (128, 128, 128)


def test_of_an_animation_the_first_frame_is_kept():
    data = encode(draw(), "GIF", save_all=True, append_images=[Image.new("RGB", (60, 40), BLUE)])

    assert is_near(opened(made(data).data).getpixel((10, 20)), RED)


def test_one_pixel_is_a_picture():
    assert made(encode(draw(1, 1), "PNG")).width == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"What I saw on the quay", "isn't a picture"),
        (b"%PDF-1.7\n", "isn't a picture"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "export the drawing"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (encode(draw(), "TIFF"), "isn't a picture"),
        (encode(draw(), "BMP"), "isn't a picture"),
        (SAMPLES["JPEG"][: len(SAMPLES["JPEG"]) * 2 // 3], "damaged"),
        (SAMPLES["PNG"][:-30], "damaged"),
    ],
    ids=["empty", "text", "pdf", "svg", "heic", "tiff", "bmp", "half a jpeg", "most of a png"],
)
def test_what_is_no_picture_is_refused_with_a_sentence_and_a_way_out(data, words):
    said = sentence(data)

    assert words in said
    assert said.endswith(".")
    assert "Please " in said


# Pytest replaces the filters that the module has set.
@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (12_000, 12_000), (8_000, 7_501), (MAX_SIDE + 1, 1)]
)
def test_a_small_file_that_unfolds_into_a_giant_is_refused_before_it_does(width, height):
    assert "too many pixels" in sentence(png_that_claims(width, height))


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.IMAGES_MAX_MB = 1

    assert "larger than 1 MB" in sentence(b"\0" * (1024 * 1024 + 1))


def test_the_limit_itself_is_still_read(settings):
    settings.IMAGES_MAX_MB = 1
    data = SAMPLES["JPEG"].ljust(1024 * 1024, b"\0")

    assert made(data).width == 60


def test_a_file_that_was_read_before_is_read_from_its_beginning():
    file = BytesIO(SAMPLES["JPEG"])
    file.read()

    assert decode(file).width == 60


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)
def test_no_cut_or_change_of_a_file_raises_anything_else(data):
    dice = random.Random(20261123)
    cut = [data[:length] for length in range(0, len(data), max(1, len(data) // 100))]
    changed = []
    for _ in range(200):
        copy = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            copy[dice.randrange(len(copy))] = dice.randrange(256)
        changed.append(bytes(copy))

    for broken in [*cut, *changed]:
        with suppress(UnusablePicture):
            made(broken)


def test_random_bytes_raise_nothing_else():
    dice = random.Random(20261123)

    for length in range(300):
        with pytest.raises(UnusablePicture):
            made(dice.randbytes(length))
