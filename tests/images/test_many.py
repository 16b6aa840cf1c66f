"""Many pictures at once, with and without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from images.models import Image
from tests.factories import make_editor, make_moderator
from tests.images.pictures import upload_of

pytestmark = pytest.mark.django_db
MANY = "/desk/images/image/many/"


@pytest.fixture
def desk(client):
    client.force_login(make_editor())
    return client


def test_each_file_has_its_result_and_one_that_is_refused_stops_none(desk):
    files = [upload_of(name="a.jpg"), SimpleUploadedFile("b.jpg", b"x"), upload_of(name="c.jpg")]

    answer = desk.post(MANY, {"pictures": files, "credit": "Elin Vass", "source": "Own"})

    assert answer.status_code == 200
    assert [bool(result.image) for result in answer.context["results"]] == [True, False, True]
    page = answer.content.decode()
    assert "b.jpg" in page
    assert "can read" in page
    stored = Image.objects.order_by("pk").values_list("original_name", "credit", "source")
    assert list(stored) == [("a.jpg", "Elin Vass", "Own"), ("c.jpg", "Elin Vass", "Own")]


def test_a_script_is_answered_with_a_line_for_its_file(desk):
    said = {"HTTP_ACCEPT": "application/json"}

    answer = desk.post(MANY, {"pictures": upload_of(name="<b>.jpg"), "credit": ""}, **said)

    [line] = answer.json()["lines"]
    assert "&lt;b&gt;.jpg" in line
    assert f"/desk/images/image/{Image.objects.get().pk}/change/" in line
    refused = desk.post(MANY, {"pictures": upload_of(), "credit": "x" * 300}, **said)
    assert refused.status_code == 422
    assert "200" in refused.json()["refused"]


def test_without_a_file_the_form_says_so_and_keeps_its_words(desk):
    answer = desk.post(MANY, {"credit": "Elin Vass"})

    assert answer.status_code == 422
    assert "Elin Vass" in answer.content.decode()


def test_only_who_may_add_pictures_uploads_many(client):
    client.force_login(make_moderator())

    assert client.get(MANY).status_code == 403
