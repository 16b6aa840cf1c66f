"""The window in which a picture is found or put, as the script asks for it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from images import uploading
from images.models import Image
from tests.factories import make_contributor, make_editor, make_moderator
from tests.images.pictures import upload_of

pytestmark = pytest.mark.django_db
CHOOSE = "/desk/images/image/choose/"
NAMED = "/desk/images/image/named/"


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def ids(answer):
    return [picture["id"] for picture in answer.context["pictures"]]


def test_pictures_are_found_by_the_beginnings_of_all_their_words(desk, editor):
    nets = uploading.upload(upload_of(), by=editor, alt="Fishermen mend nets.", credit="Elin Vass")
    other = uploading.upload(upload_of(name="DSC_0042.jpg"), by=editor, alt="A cat's nets.")

    assert ids(desk.get(CHOOSE)) == [other.pk, nets.pk]
    assert ids(desk.get(CHOOSE, {"q": "VAS fish"})) == [nets.pk]
    assert ids(desk.get(CHOOSE, {"q": "0042"})) == [other.pk]
    assert ids(desk.get(CHOOSE, {"q": "nets harbour"})) == []
    for rubbish in ("'\\:*!&|()<->", "½ 'x", "a" * 500):
        assert desk.get(CHOOSE, {"q": rubbish}).status_code == 200


def test_the_window_costs_two_queries_however_many_pictures_there_are(desk, editor):
    for _ in range(30):
        uploading.upload(upload_of(), by=editor, alt="A quay.")
    desk.get(CHOOSE)

    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(CHOOSE, {"q": "quay"})

    assert len(ids(answer)) == 24
    assert answer.context["more"]
    about = [query["sql"] for query in queries if "images_image" in query["sql"]]
    assert len(about) == 1
    assert "COUNT" not in about[0]


def test_a_picture_is_put_with_its_words(desk, editor):
    words = {"alt": "An icy quay.", "caption": "Sunday.", "credit": "Elin Vass"}

    answer = desk.post(CHOOSE, words | {"file": upload_of()})

    assert answer.status_code == 201
    image = Image.objects.get()
    assert answer.json()["id"] == image.pk
    assert {name: getattr(image, name) for name in words} == words
    assert image.uploaded_by == editor


def test_without_a_description_it_is_not_put_and_the_words_stay(desk):
    answer = desk.post(CHOOSE, {"caption": "Sunday.", "file": upload_of()})

    assert answer.status_code == 422
    assert "mark it as decorative" in answer.content.decode()
    assert "Sunday." in answer.content.decode()
    assert not Image.objects.exists()
    assert desk.post(CHOOSE, {"decorative": "on", "file": upload_of()}).status_code == 201


def test_what_is_no_picture_is_refused_with_a_sentence(desk):
    file = SimpleUploadedFile("quay.jpg", b"no picture")

    answer = desk.post(CHOOSE, {"alt": "A quay.", "file": file})

    assert answer.status_code == 422
    assert "can read" in answer.content.decode()


def test_pictures_are_named_by_their_numbers(desk, editor):
    image = uploading.upload(upload_of(), by=editor, alt="A quay.")

    answer = desk.get(NAMED, {"pk": [str(image.pk), "999999", "x", "9" * 19]})

    [told] = answer.json()["pictures"]
    assert (told["id"], told["name"], told["described"]) == (image.pk, "A quay.", True)


def test_who_may_not_see_the_library_gets_nothing_of_it(client):
    assert client.get(CHOOSE).status_code == 401
    client.force_login(make_moderator())
    assert client.get(CHOOSE).status_code == 403
    assert client.get(NAMED, {"pk": "1"}).status_code == 403
    client.force_login(make_contributor())
    assert client.get(CHOOSE).context["form"] is not None
