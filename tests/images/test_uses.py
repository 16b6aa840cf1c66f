"""Where pictures are used, that they can't go meanwhile, and another file in their place."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import pending
from articles.content import Content
from articles.models import Article, Snippet
from images import tasks, uploading
from images.admin.library import ImageAdmin
from images.models import Image
from images.uses import uses_of
from live import posting
from press import clock
from press.decoding import decode
from press.history.models import Entry
from publication.models import StandingPage
from tests.factories import (
    make_article,
    make_author,
    make_contributor,
    make_editor,
    make_published_article,
)
from tests.images.pictures import draw, encode, upload_of
from tests.live.facts import make_live_article, make_post

pytestmark = pytest.mark.django_db


def figure(image):
    return f'<p>Words.</p><figure data-image-id="{image.pk}" data-size="wide"></figure>'


@pytest.fixture
def image():
    # Its number is the beginning of others' numbers.
    return uploading.upload(upload_of(), by=None, alt="An icy quay.")


def test_every_place_is_found_drafts_too_and_others_with_a_longer_number_are_not(image):
    other = Image.objects.create(pk=image.pk * 10, file="other.jpg", width=9, height=9)
    make_article(body=figure(other), lead_image=other.pk)
    make_article(headline="In its text", body=figure(image))
    make_article(headline="At its top", lead_image=image.pk)
    make_author("Elin Vass", portrait=image)
    Snippet.objects.create(name="The quay", body=figure(image))
    StandingPage.objects.create(
        title="About", slug="about", body=figure(image), changed_at=clock.now()
    )
    live = make_published_article(headline="It changes")
    pending.prepare(live, replace(Content.of(live), body=figure(image)), by=make_editor())
    covered = make_live_article()
    post = make_post(covered, figure(image), headline="It moves")
    gone = make_post(covered, figure(image), headline="It went")
    posting.remove(gone, by=gone.by, version=1)

    uses = uses_of(image)
    assert reverse("live_change", args=[post.pk]) in {use.page for use in uses}
    places = {(use.what, use.name) for use in uses}

    assert places == {
        ("Text of an article", "In its text"),
        ("Article, lead picture", "At its top"),
        ("Author, portrait", "Elin Vass"),
        ("Snippet", "The quay"),
        ("Text of a standing page", "About"),
        ("Change of a public article", "It changes"),
        ("Text of a live post", "It moves"),
    }


def test_a_used_picture_is_not_removed_until_it_is_taken_out(client, image):
    article = make_article(headline="In its text", body=figure(image))
    client.force_login(make_editor())

    with pytest.raises(ValidationError, match="In its text"):
        uploading.remove(image, by=None)
    page = client.get(reverse("admin:images_image_delete", args=[image.pk])).content.decode()
    assert reverse("admin:articles_article_change", args=[article.pk]) in page
    assert 'value="yes"' not in page

    Article.objects.filter(pk=article.pk).update(body="<p>Words.</p>")
    uploading.remove(image, by=None)
    assert not Image.objects.exists()


def test_the_page_of_a_picture_names_its_places_at_few_queries(client, image):
    for number in range(30):
        make_article(headline=f"Story {number}", body=figure(image), lead_image=image.pk)
    client.force_login(make_editor())
    address = reverse("admin:images_image_change", args=[image.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()

    assert page.count("Story 29") == 2
    assert len(queries) <= 9, [query["sql"][:100] for query in queries]


def test_texts_with_a_picture_are_found_by_their_index(image):
    found = Article.objects.showing(image.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "article_pictures" in found.explain()


def test_a_replaced_picture_changes_the_page_of_its_article_in_its_place(client, image):
    tasks.make_renditions(image.pk)
    image.refresh_from_db()
    article = make_published_article(body=figure(image), lead_image=image.pk)
    former = image.renditions["whole"]["stem"]
    assert former in client.get(article.get_absolute_url()).content.decode()
    client.force_login(make_editor())
    address = reverse("admin:images_image_replace", args=[image.pk])
    assert article.headline in client.get(address).content.decode()

    answer = client.post(address, {"file": upload_of(encode(draw(90, 60)), "new.jpg")})

    assert answer.status_code == 302
    client.logout()
    page = client.get(article.get_absolute_url()).content.decode()
    assert former not in page
    replaced = Image.objects.get(pk=image.pk)
    assert replaced.file.url in page
    assert (replaced.alt, replaced.width, replaced.original_name) == ("An icy quay.", 90, "new.jpg")
    assert Entry.objects.about(image)[0].verb == "replaced"
    tasks.make_renditions(image.pk)
    page = client.get(article.get_absolute_url()).content.decode()
    assert Image.objects.get(pk=image.pk).renditions["whole"]["stem"] in page


def test_renditions_of_a_file_that_was_replaced_meanwhile_are_not_kept(image, monkeypatch):
    made = tasks.renditions.make

    def replaced_meanwhile(row):
        result = made(row)
        uploading.replace(image, decode(upload_of(encode(draw(90, 60)))), by=None)
        return result

    monkeypatch.setattr(tasks.renditions, "make", replaced_meanwhile)
    tasks.make_renditions(image.pk)

    image.refresh_from_db()
    assert image.width == 90
    assert image.renditions == {}


def test_what_is_no_picture_replaces_nothing(client, image):
    client.force_login(make_editor())
    address = reverse("admin:images_image_replace", args=[image.pk])

    answer = client.post(address, {"file": upload_of(b"no picture")})

    assert answer.status_code == 422
    assert Image.objects.get(pk=image.pk).file == image.file
    client.force_login(make_contributor())
    assert client.get(address).status_code == 403


def test_a_picture_taken_up_while_somebody_confirms_its_removal_stays(client, image, monkeypatch):
    make_article(headline="In its text", body=figure(image))
    client.force_login(make_editor())
    # What the page had found when it asked: no use.
    monkeypatch.setattr(ImageAdmin, "get_deleted_objects", lambda *args: ([], {}, set(), []))

    one = client.post(f"/desk/images/image/{image.pk}/delete/", {"post": "yes"}, follow=True)
    act = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
    many = client.post("/desk/images/image/", act, follow=True)

    for page in (one, many):
        assert page.status_code == 200
        assert "is still used" in page.content.decode()
    assert Image.objects.filter(pk=image.pk).exists()
