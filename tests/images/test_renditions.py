from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from images import renditions, tasks, uploading
from images.models import Image
from press import clock
from tests.images.pictures import BLUE, RED, draw, encode, is_near, opened, upload_of

pytestmark = pytest.mark.django_db


def make_image(width=60, height=40, **facts):
    return uploading.upload(upload_of(encode(draw(width, height), "PNG")), by=None, **facts)


def made(image):
    """The picture as it is after its job."""
    tasks.make_renditions(image.pk)
    return Image.objects.get(pk=image.pk)


def file_of(image, shape, width, extension):
    name = f"{image.renditions[shape]['stem']}-{width}.{extension}"
    with image.file.storage.open(name) as file:
        return opened(file.read())


def widths(image, shape):
    return [width for width, _height in image.renditions[shape]["sizes"]]


@pytest.mark.parametrize(
    ("master", "ladder"),
    [
        (2000, [320, 480, 640, 960, 1280, 1920]),
        (1920, [320, 480, 640, 960, 1280, 1920]),
        (1000, [320, 480, 640, 960]),
        (320, [320]),
        (319, [319]),
        (1, [1]),
    ],
)
def test_the_ladder_never_climbs_above_the_master(master, ladder):
    image = made(make_image(master, 30))

    assert widths(image, "whole") == ladder


def test_every_file_is_what_its_row_says():
    image = made(make_image(700, 600))

    assert widths(image, "landscape") == [320, 480, 640]
    for shape, cut in image.renditions.items():
        for width, height in cut["sizes"]:
            assert file_of(image, shape, width, "webp").size == (width, height)
            assert file_of(image, shape, width, "webp").format == "WEBP"
            assert file_of(image, shape, width, "avif").size == (width, height)
            assert file_of(image, shape, width, "avif").format == "AVIF"
        assert file_of(image, shape, widths(image, shape)[-1], "jpg").info["progressive"]


@pytest.mark.parametrize(
    ("master", "jpegs"), [(90, [90]), (700, [640]), (1250, [960]), (1600, [960, 1280])]
)
def test_plain_jpegs_are_one_for_pages_and_one_for_link_previews(master, jpegs, media):
    image = made(make_image(master, master))

    written = {path.name for path in media.rglob("*-landscape-*.jpg")}
    stem = image.renditions["landscape"]["stem"].rpartition("/")[2]
    assert written == {f"{stem}-{width}.jpg" for width in jpegs}


def test_what_the_row_names_is_what_lies_in_the_store(media):
    image = made(make_image(1500, 1400))

    named = {media / name for name in renditions.file_names(image.renditions)}
    assert set(media.rglob("*.*")) == named | {media / image.file.name}


def test_a_picture_that_is_three_by_two_already_is_not_made_twice(media):
    image = made(make_image(900, 600))

    assert image.renditions["landscape"] == image.renditions["whole"]
    assert not list(media.rglob("*-landscape-*"))


def test_landscape_is_three_by_two_and_whole_is_the_picture():
    image = made(make_image(600, 600))

    assert image.renditions["landscape"]["sizes"] == [[320, 213], [480, 320]]
    assert image.renditions["whole"]["sizes"] == [[320, 320], [480, 480]]
    assert image.renditions["square"]["sizes"] == [[208, 208], [416, 416]]


@pytest.mark.parametrize(
    ("focal_x", "colour"), [(0.0, RED), (0.25, RED), (0.75, BLUE), (1.0, BLUE)]
)
def test_the_cut_keeps_what_the_focal_point_marks(focal_x, colour):
    image = made(make_image(1200, 320, focal=(focal_x, 0.5)))

    for shape, width in (("landscape", 480), ("square", 208)):
        cut = file_of(image, shape, width, "webp")
        assert is_near(cut.getpixel((20, 100)), colour)
        assert is_near(cut.getpixel((width - 20, 100)), colour)


@pytest.mark.parametrize("size", [(900, 600), (901, 600), (100, 3000), (3000, 100), (1, 1), (2, 3)])
@pytest.mark.parametrize("focal", [(0, 0), (1, 1), (0.5, 0.5), (0.999, 0.001)])
def test_the_cut_never_leaves_the_picture(size, focal):
    image = Image(width=size[0], height=size[1], focal_x=focal[0], focal_y=focal[1])

    for box in renditions.boxes_of(image).values():
        assert box.left >= 0
        assert box.top >= 0
        assert 1 <= box.width <= size[0] - box.left
        assert 1 <= box.height <= size[1] - box.top


def test_a_large_jpeg_is_cut_at_the_right_place_although_it_is_decoded_smaller():
    photo = upload_of(encode(draw(9000, 2000)))
    image = made(uploading.upload(photo, by=None, focal=(0.5, 0.5)))

    cut = file_of(image, "landscape", 1920, "webp")
    assert is_near(cut.getpixel((930, 600)), RED)
    assert is_near(cut.getpixel((990, 600)), BLUE)


@pytest.mark.parametrize("size", [(16_000, 1), (1, 16_000)])
def test_the_thinnest_pictures_have_renditions(size):
    image = made(make_image(*size))

    assert image.renditions["whole"]["sizes"]


def test_transparency_stays_in_avif_and_webp_and_becomes_white_paper_in_jpeg():
    picture = draw(400, 300, "RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 400, 150))
    image = made(uploading.upload(upload_of(encode(picture, "PNG")), by=None))

    assert file_of(image, "whole", 320, "webp").getpixel((160, 10))[3] == 0
    assert file_of(image, "whole", 320, "avif").getpixel((160, 10))[3] < 8
    assert is_near(file_of(image, "whole", 320, "jpg").getpixel((160, 10)), (255, 255, 255))


def test_running_twice_gives_the_same_names_and_bytes(media):
    image = made(make_image(700, 500))
    before = {path: path.read_bytes() for path in media.rglob("*.*")}

    again = made(image)

    assert again.renditions == image.renditions
    assert {path: path.read_bytes() for path in media.rglob("*.*")} == before


def test_a_file_left_half_written_by_a_killed_worker_is_written_again(media):
    image = made(make_image())
    [path] = media.rglob("*-whole-60.webp")
    whole = path.read_bytes()
    path.write_bytes(whole[:20])

    made(image)

    assert path.read_bytes() == whole


def test_a_moved_focal_point_gives_the_cut_new_addresses_and_leaves_the_whole():
    image = made(make_image(900, 300))
    uploading.describe(image, by=None, focal_x=0.0)

    moved = made(image)

    assert moved.renditions["whole"] == image.renditions["whole"]
    assert moved.renditions["landscape"]["stem"] != image.renditions["landscape"]["stem"]


def test_files_no_longer_named_are_kept_a_week_for_pages_that_are_out(media):
    image = made(make_image(900, 300))
    former = {media / name for name in renditions.file_names(image.renditions)}
    uploading.describe(image, by=None, focal_x=0.0)
    image = made(image)

    job = ProcrastinateJob.objects.get(task_name=tasks.discard_files.name)
    assert clock.now() + timedelta(days=6) < job.scheduled_at < clock.now() + timedelta(days=8)
    assert all(path.exists() for path in former)

    tasks.discard_files(**job.args)

    named = {media / name for name in renditions.file_names(image.renditions)}
    assert set(media.rglob("*.*")) == named | {media / image.file.name}


def test_a_focal_point_that_was_moved_back_keeps_its_files():
    image = made(make_image(900, 300))
    uploading.describe(image, by=None, focal_x=0.0)
    made(image)
    job = ProcrastinateJob.objects.get(task_name=tasks.discard_files.name)
    uploading.describe(image, by=None, focal_x=0.5)
    image = made(image)

    tasks.discard_files(**job.args)

    for name in renditions.file_names(image.renditions):
        assert image.file.storage.exists(name)


def test_the_job_touches_the_pages_of_the_picture_once():
    image = make_image()

    with CaptureQueriesContext(connection) as first:
        tasks.make_renditions(image.pk)
    with CaptureQueriesContext(connection) as second:
        tasks.make_renditions(image.pk)

    notices = [query["sql"] for query in first if "pg_notify" in query["sql"]]
    assert len(notices) == 1
    assert f"images.image:{image.pk}" in notices[0]
    assert not [query for query in second if "pg_notify" in query["sql"]]


def test_the_job_of_a_picture_that_is_gone_does_nothing():
    tasks.make_renditions(123_456)
    tasks.discard_files(123_456, ["images/no/such-file.webp"])


class StorageDuringAMove(FileSystemStorage):
    """Somebody moves the focal point while the job is writing."""

    def save(self, name, content, max_length=None):
        if "-landscape-" in name:
            Image.objects.update(focal_x=1.0)
        return super().save(name, content, max_length)


def test_a_job_that_was_overtaken_by_a_move_leaves_the_row_to_the_next_one(settings, media):
    image = make_image(900, 300)
    backend = f"{__name__}.{StorageDuringAMove.__name__}"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend}}

    tasks.make_renditions(image.pk)
    assert Image.objects.get().renditions == {}

    tasks.make_renditions(image.pk)
    assert Image.objects.get().renditions


def hour_old(image):
    Image.objects.filter(pk=image.pk).update(uploaded_at=clock.now() - timedelta(hours=2))
    return image


def test_pictures_of_an_older_recipe_are_made_anew_by_and_by(media):
    image = hour_old(made(make_image(900, 300)))
    former = image.renditions["whole"] | {"stem": "images/aa/old", "formats": ["webp", "jpg"]}
    Image.objects.update(renditions={"whole": former}, recipe=1)

    tasks.remake_outdated(0)

    image.refresh_from_db()
    assert image.recipe == renditions.RECIPE
    assert image.renditions["whole"]["formats"] == ["avif", "webp"]
    job = ProcrastinateJob.objects.get(task_name=tasks.discard_files.name)
    assert "images/aa/old-320.jpg" in job.args["names"]


def test_a_master_that_is_lost_does_not_keep_others_from_being_made_anew(media):
    lost, image = hour_old(make_image()), hour_old(make_image())
    (media / lost.file.name).unlink()

    tasks.remake_outdated(0)

    image.refresh_from_db()
    assert image.renditions


def test_a_new_picture_is_left_to_its_own_job():
    image = make_image()

    tasks.remake_outdated(0)

    image.refresh_from_db()
    assert image.recipe == 0
