import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from images import tasks, uploading
from images.models import Image
from press import clock
from press.history.models import Entry
from tests.factories import make_author, make_contributor, make_editor
from tests.images.pictures import draw, encode, png_that_claims, upload_of

pytestmark = pytest.mark.django_db

LIST = "/desk/images/image/"
ADD = f"{LIST}add/"
WORDS = {"alt": "Fishermen mend nets.", "caption": "Sunday.", "credit": "Elin Vass", "source": ""}


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def make_image(editor, **facts):
    return uploading.upload(upload_of(), by=editor, **facts)


def change_page(image):
    return reverse("admin:images_image_change", args=[image.pk])


def form_of(page):
    """All that a browser would send back, hidden initial values included."""
    form = page.context["adminform"].form
    sent = {}
    for field in form:
        shown = "" if field.value() is None else field.value()
        sent[field.html_name] = sent[field.html_initial_name] = shown
        if shown is False:
            del sent[field.html_name]
    return sent


def test_a_picture_added_at_the_desk_is_uploaded_by_the_verb(desk, editor):
    answer = desk.post(ADD, {**WORDS, "file": upload_of()})

    assert answer.status_code == 302
    image = Image.objects.get()
    assert (image.alt, image.credit, image.uploaded_by) == (WORDS["alt"], "Elin Vass", editor)
    assert image.original_name == "quay.jpg"
    assert [entry.verb for entry in Entry.objects.about(image)] == ["uploaded"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"no picture", "isn’t a picture"),
        (encode(draw())[:300], "This picture is damaged"),
        (png_that_claims(50_000, 50_000), "too many pixels"),
    ],
    ids=["empty", "text", "cut off", "giant"],
)
def test_a_file_that_can_not_be_used_is_told_at_its_field_and_the_words_stay(desk, data, words):
    answer = desk.post(ADD, {**WORDS, "file": SimpleUploadedFile("quay.jpg", data)})

    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert list(errors) == ["file"]
    assert words.replace("’", "'") in errors["file"][0]
    assert "Fishermen mend nets." in answer.content.decode()
    assert not Image.objects.exists()


def test_a_picture_without_a_file_is_refused(desk):
    answer = desk.post(ADD, WORDS)

    assert list(answer.context["adminform"].form.errors) == ["file"]


def test_a_very_long_file_name_is_no_reason_to_refuse_a_picture(desk):
    desk.post(ADD, {**WORDS, "file": upload_of(name="q" * 230 + ".jpg")})

    assert Image.objects.get().original_name.endswith("q.jpg")


def test_the_change_form_describes_and_does_not_offer_the_file(desk, editor):
    image = make_image(editor, alt="A quay.")
    page = desk.get(change_page(image))
    assert "file" not in page.context["adminform"].form.fields

    sent = form_of(page) | {"alt": "An icy quay.", "focal_x": "0.25"}
    answer = desk.post(change_page(image), sent)

    assert answer.status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.focal_x) == ("An icy quay.", 0.25)
    described = Entry.objects.about(image)[0]
    assert (described.verb, described.by) == ("described", editor)
    assert described.detail["after"] == {"alt": "An icy quay.", "focal_x": 0.25}


def test_saving_an_unchanged_form_writes_nothing(desk, editor):
    image = make_image(editor, alt="A quay.")

    desk.post(change_page(image), form_of(desk.get(change_page(image))))

    assert [entry.verb for entry in Entry.objects.about(image)] == ["uploaded"]


def test_two_people_can_describe_one_picture_at_a_time(desk, editor):
    image = make_image(editor, alt="A quay.", caption="Sunday.")
    opened_before = form_of(desk.get(change_page(image)))
    uploading.describe(image, by=make_editor(), caption="The inner harbour on Sunday.")

    desk.post(change_page(image), opened_before | {"alt": "An icy quay."})

    image.refresh_from_db()
    assert image.alt == "An icy quay."
    assert image.caption == "The inner harbour on Sunday."


@pytest.mark.parametrize("share", ["1.2", "-1", "nan", "left", ""])
def test_a_focal_point_outside_the_picture_is_told_at_its_field(desk, editor, share):
    image = make_image(editor)
    sent = form_of(desk.get(change_page(image))) | {"focal_x": share, "caption": "Sunday."}

    answer = desk.post(change_page(image), sent)

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["focal_x"]
    assert "Sunday." in answer.content.decode()


def test_the_list_shows_the_cut_once_it_is_made(desk, editor):
    image = make_image(editor, alt="A quay.")
    assert "being made" in desk.get(LIST).content.decode()

    tasks.make_renditions(image.pk)

    image.refresh_from_db()
    page = desk.get(LIST).content.decode()
    assert f'src="/media/{image.renditions["landscape"]["stem"]}-60.webp"' in page
    assert "being made" not in page


@pytest.mark.parametrize("word", ["nets", "harbour", "Vass", "quay.jpg"])
def test_pictures_are_found_by_their_words(desk, editor, word):
    make_image(editor, alt="Mending nets.", caption="Inner harbour.", credit="Elin Vass")
    uploading.upload(upload_of(name="other.jpg"), by=editor)

    assert desk.get(LIST, {"q": word}).context["cl"].result_count == 1


def test_the_list_finds_the_pictures_that_lack_a_description(desk, editor):
    make_image(editor, alt="A quay.")
    waiting = make_image(editor)

    page = desk.get(LIST, {"description": "missing"})

    assert list(page.context["cl"].result_list) == [waiting]


def test_the_list_is_narrowed_down_to_sizes_and_days_without_counting(desk, editor):
    large = uploading.upload(upload_of(encode(draw(1200, 20))), by=editor)
    small = make_image(editor)
    Image.objects.filter(pk=small.pk).update(uploaded_at=clock.now() - timedelta(days=40))

    def found(**wanted):
        return list(desk.get(LIST, wanted).context["cl"].result_list)

    assert found(size="large") == [large]
    assert found(size="small") == [small]
    since = (clock.now() - timedelta(days=7)).isoformat()
    assert found(uploaded_at__gte=since) == [large]
    assert found(day_from=since[:10]) == [large]
    Image.objects.filter(pk=large.pk).update(taken_on=date(2024, 5, 17))
    assert found(day_from="2024-05-17", day_until="2024-05-17", size="large") == [large]
    assert found(day_until="2024-05-16") == []
    refused = desk.get(LIST, {"day_from": "soon", "size": "large"})
    assert "Enter a valid date." in refused.content.decode()
    assert list(refused.context["cl"].result_list) == [large]
    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST, {"_facets": "1", "q": "quay"})
    counts = [query["sql"] for query in queries if "COUNT" in query["sql"]]
    assert all("LIMIT 1001" in sql for sql in counts), counts


def test_the_list_costs_the_same_for_three_and_for_thirty(desk, editor):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        return len(queries)

    make_image(editor)
    cost()
    for _ in range(2):
        make_image(make_editor())
    three = cost()
    for _ in range(27):
        make_image(make_editor())
    Image.objects.update(rights_until=clock.now().date())

    assert cost() == three <= 8


def test_the_page_brings_its_script_as_a_module_and_no_inline_style(desk, editor):
    page = desk.get(change_page(make_image(editor))).content.decode()

    [script] = re.findall('<script src="/static/js/focal-point.js"[^>]*>', page)
    assert 'type="module"' in script
    assert "data-focal-point" in page
    assert "data-focal-x" in page
    assert "style=" not in page.partition('id="image_form"')[2].partition("</form>")[0]


def test_an_editor_removes_a_picture_by_the_verb(desk, editor):
    image = make_image(editor)

    desk.post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})

    assert not Image.objects.exists()
    assert Entry.objects.filter(verb="deleted", object_id=image.pk).count() == 1


def test_a_picture_that_is_in_use_is_not_removed(desk, editor):
    image = make_image(editor)
    make_author(portrait=image)

    answer = desk.post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})

    assert "Ingrid Solheim" in answer.content.decode()
    assert Image.objects.filter(pk=image.pk).exists()


def test_several_are_removed_with_an_entry_each(desk, editor):
    chosen = [make_image(editor).pk, make_image(editor).pk]

    desk.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})

    assert not Image.objects.exists()
    assert Entry.objects.filter(verb="deleted", object_id__in=chosen).count() == 2


def test_a_contributor_adds_pictures_but_removes_none(client, editor):
    image = make_image(editor)
    client.force_login(make_contributor())

    assert client.get(ADD).status_code == 200
    assert client.get(reverse("admin:images_image_delete", args=[image.pk])).status_code == 403
