"""Boxes with search take words where no script runs: what the box would find, and only one row."""

import pytest

from articles.models import Author
from images import uploading
from series.models import Part
from tests.factories import make_author, make_editor, make_published_article
from tests.images.pictures import upload_of

pytestmark = pytest.mark.django_db
NO_LINKS = {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}


@pytest.fixture
def desk(client):
    client.force_login(make_editor())
    return client


def put_on(desk, author, **typed):
    facts = {"name": author.name, "slug": author.slug} | NO_LINKS
    return desk.post(f"/desk/articles/author/{author.pk}/change/", facts | typed)


def test_a_portrait_is_named_by_words_and_by_its_number(desk):
    quay, spring = (
        uploading.upload(upload_of(), by=None, alt=alt) for alt in ("A quay", "A quay in spring")
    )
    author = make_author()

    for words, meant in ((" a QUAY ", quay), ("in spr", spring), (quay.pk, quay)):
        put_on(desk, author, portrait=spring.pk, portrait_typed=words)
        assert Author.objects.get().portrait == meant


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("quay", "“quay” could mean one of these. Type its number instead:"),
        ("otters", "“otters”: nothing was found. Type other words."),
        ("\0", "Null characters are not allowed."),
    ],
)
def test_words_that_dont_mean_one_picture_are_asked_about_and_stay(desk, words, said):
    for alt in ("A quay in ice", "A quay in spring"):
        uploading.upload(upload_of(), by=None, alt=alt)
    author = make_author()

    response = put_on(desk, author, portrait="", portrait_typed=words)

    assert response.context["adminform"].form.errors["portrait"][0] == said
    assert f'value="{words}"' in response.content.decode()
    assert Author.objects.get().portrait is None


def test_a_part_of_a_series_is_named_by_words_of_its_headline(desk):
    article = make_published_article(headline="The long thaw begins")
    row = {"parts-0-place": "1", "parts-0-article": "", "parts-0-article_typed": "thaw begins"}
    facts = {"headline": "Ice", "slug": "ice", "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}

    desk.post("/desk/series/series/add/", facts | row)

    assert Part.objects.get().article == article
