import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from images import tasks, uploading
from images.models import Image
from press.decoding import UnusablePicture
from press.history.models import Entry
from tests.factories import make_editor
from tests.images.pictures import draw, encode, opened, upload_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor()


def verbs_about(image):
    return [entry.verb for entry in Entry.objects.about(image)]


def jobs(task):
    return ProcrastinateJob.objects.filter(task_name=task.name)


def test_an_upload_keeps_the_master_and_all_that_was_said(editor):
    image = uploading.upload(
        upload_of(encode(draw(90, 60), "PNG"), "C:/Photos/quay.png"),
        by=editor,
        alt="Fishermen mend nets.",
        caption="The inner harbour on Sunday.",
        credit="Elin Vass",
        source="https://example.com/quay",
        focal=(0.2, 0.8),
    )

    image = Image.objects.get(pk=image.pk)
    assert (image.width, image.height) == (90, 60)
    assert (image.alt, image.caption) == ("Fishermen mend nets.", "The inner harbour on Sunday.")
    assert (image.credit, image.source) == ("Elin Vass", "https://example.com/quay")
    assert (image.focal_x, image.focal_y) == (0.2, 0.8)
    assert (image.original_name, image.uploaded_by) == ("quay.png", editor)
    with image.file.open() as kept:
        assert opened(kept.read()).format == "JPEG"


def test_an_upload_writes_one_entry_and_defers_the_renditions(editor):
    image = uploading.upload(upload_of(), by=editor)

    entry = Entry.objects.about(image).get()
    assert (entry.verb, entry.by) == ("uploaded", editor)
    job = jobs(tasks.make_renditions).get()
    assert (job.queue_name, job.args) == ("slow", {"image_id": image.pk})


def test_an_upload_that_is_rolled_back_leaves_no_job(editor):
    with transaction.atomic():
        uploading.upload(upload_of(), by=editor)
        transaction.set_rollback(True)

    assert not Image.objects.exists()
    assert not jobs(tasks.make_renditions).exists()


def test_a_file_that_is_no_picture_leaves_nothing(editor, media):
    with pytest.raises(UnusablePicture):
        uploading.upload(upload_of(b"no picture"), by=editor)

    assert not Image.objects.exists()
    assert not list(media.rglob("*.*"))


def test_words_that_are_too_long_leave_nothing(editor, media):
    with pytest.raises(ValidationError):
        uploading.upload(upload_of(), by=editor, alt="a" * 301)

    assert not list(media.rglob("*.*"))


def test_the_same_photo_twice_is_two_rows_with_a_file_each(editor):
    first = uploading.upload(upload_of(), by=editor)
    second = uploading.upload(upload_of(), by=editor)

    assert first.file.name != second.file.name


def test_the_newspaper_itself_may_upload():
    assert uploading.upload(upload_of(), by=None).uploaded_by is None


def test_describing_writes_what_was_and_what_is_in_one_entry(editor):
    image = uploading.upload(upload_of(), by=editor, alt="A quay.", caption="Sunday.")

    described = uploading.describe(image, by=editor, alt="An icy quay.", caption="Sunday.")

    assert described.alt == "An icy quay."
    assert verbs_about(image) == ["described", "uploaded"]
    assert Entry.objects.about(image)[0].detail == {
        "before": {"alt": "A quay."},
        "after": {"alt": "An icy quay."},
    }


def test_describing_touches_the_key_of_the_picture(editor):
    image = uploading.upload(upload_of(), by=editor)

    with CaptureQueriesContext(connection) as queries:
        uploading.describe(image, by=editor, credit="Elin Vass")

    notices = [query["sql"] for query in queries if "pg_notify" in query["sql"]]
    assert len(notices) == 1
    assert f"images.image:{image.pk}" in notices[0]


def test_describing_without_a_change_writes_nothing(editor):
    image = uploading.upload(upload_of(), by=editor, alt="A quay.")

    uploading.describe(image, by=editor, alt="A quay.")

    assert verbs_about(image) == ["uploaded"]


def test_describing_does_not_undo_what_another_person_said_meanwhile(editor):
    image = uploading.upload(upload_of(), by=editor)
    uploading.describe(image, by=make_editor(), caption="Sunday.")

    described = uploading.describe(image, by=editor, credit="Elin Vass")

    assert described.caption == "Sunday."


def test_a_moved_focal_point_defers_the_renditions_again(editor):
    image = uploading.upload(upload_of(), by=editor)

    uploading.describe(image, by=editor, caption="Sunday.")
    assert jobs(tasks.make_renditions).count() == 1

    uploading.describe(image, by=editor, focal_x=0.1)
    assert jobs(tasks.make_renditions).count() == 2


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_a_focal_point_outside_the_picture_is_refused(editor, share):
    image = uploading.upload(upload_of(), by=editor)

    with pytest.raises(ValidationError):
        uploading.describe(image, by=editor, focal_y=share)


@pytest.mark.parametrize(
    "fact", [{"focal_x": 1.5}, {"focal_y": -1}, {"width": 0}, {"height": 0}, {"file": ""}]
)
def test_the_database_refuses_what_can_not_be(editor, fact):
    image = uploading.upload(upload_of(), by=editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(**fact)


def test_a_fact_that_a_picture_does_not_have_is_an_error_of_ours(editor):
    image = uploading.upload(upload_of(), by=editor)

    with pytest.raises(TypeError, match="file"):
        uploading.describe(image, by=editor, file="other.jpg")


def test_a_picture_may_wait_for_its_description(editor):
    waiting = uploading.upload(upload_of(), by=editor)
    uploading.upload(upload_of(), by=editor, alt="A quay.")
    uploading.upload(upload_of(), by=editor, decorative=True)

    assert list(Image.objects.undescribed()) == [waiting]


def test_a_decorative_picture_says_nothing(editor):
    image = uploading.upload(upload_of(), by=editor, alt="A texture.", decorative=True)

    assert image.alt_text == ""


def test_removing_writes_one_entry_and_takes_the_files_along(editor, media):
    image = uploading.upload(upload_of(), by=editor)
    pk = image.pk
    tasks.make_renditions(pk)

    uploading.remove(image, by=editor)

    assert not Image.objects.exists()
    assert Entry.objects.filter(object_id=pk, verb="deleted", by=editor).count() == 1
    tasks.discard_files(**jobs(tasks.discard_files).get().args)
    assert not list(media.rglob("*.*"))


def test_a_picture_is_called_by_what_it_shows(editor):
    image = uploading.upload(upload_of(name="DSC_0001.jpg"), by=editor)
    assert str(image) == "DSC_0001.jpg"

    image = uploading.describe(image, by=editor, alt="A quay.")
    assert str(image) == "A quay."
