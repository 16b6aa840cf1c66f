"""Bylines, the lead picture and related articles at the desk, where no script runs."""

import pytest

from articles.content import Content
from articles.models import Article
from images import uploading
from tests.articles.facts import ADD, change, enter, queries_of, typed
from tests.factories import (
    make_article,
    make_author,
    make_contributor,
    make_editor,
    make_published_article,
)
from tests.images.pictures import upload_of

pytestmark = pytest.mark.django_db


def errors_of(response, field):
    return response.context["adminform"].form.errors.get(field, [])


def test_what_is_typed_joins_what_is_chosen_in_its_order(client, settings):
    editor = enter(client, make_editor())
    picture = uploading.upload(upload_of(), by=editor, alt="A quay in ice", credit="Elin Vass")
    anna, zoe, namesake = (make_author(name) for name in ("Anna Berg", "Zoe", "Anna Bergström"))
    one, other = (make_published_article(headline=words) for words in ("Ice goes", "Ships stay"))

    client.post(
        ADD,
        typed(
            bylines=[zoe.pk],
            bylines_typed=f"anna berg\r\n\r\n {namesake.pk} \r\nZoe",
            lead_image_typed="quay vass",
            picked_typed=f"ships stay\n{settings.SITE_URL}{one.get_absolute_url()}",
        ),
    )

    content = Content.of(Article.objects.get(headline="Ministers reach a deal"))
    assert content.bylines == [zoe.pk, anna.pk, namesake.pk]
    assert content.lead_image == picture.pk
    assert content.picked_related == [other.pk, one.pk]


def test_words_that_mean_several_or_nothing_are_asked_about_and_nothing_is_lost(client):
    enter(client, make_editor())
    authors = [make_author("Jo Lund", slug=f"jo-{place}", role=f"Desk {place}") for place in "ab"]
    lines = "Jo Lund\nLun\nNobody at all\n" + "9" * 18

    response = client.post(ADD, typed(headline="These words stay", bylines_typed=lines))

    said = errors_of(response, "bylines_typed")
    first, second = (f"{author.pk}: Jo Lund ({author.role})" for author in authors)
    one_of = "“{}” could mean one of these. Type its number instead:".format
    nothing = "“{}”: nothing was found. Type other words.".format
    assert said == [
        *(one_of("Jo Lund"), first, second),
        *(one_of("Lun"), first, second),
        *(nothing("Nobody at all"), nothing("9" * 18)),
    ]
    page = response.content.decode()
    assert "These words stay" in page
    assert "Nobody at all\n" in page.replace("\r", "")
    assert not Article.objects.exists()


def test_ten_candidates_are_named_and_that_there_are_others(client):
    enter(client, make_editor())
    for number in range(11):
        make_author(f"Marit Lund {number:02}")

    response = client.post(ADD, typed(bylines_typed="Lund"))

    said = errors_of(response, "bylines_typed")
    assert len(said) == 12
    assert said[-1] == "… or others: type more words."


@pytest.mark.parametrize(
    "words",
    ["\0", "x" * 2001, "a\n" * 21, "http://[x", "/0000/01/01/x/", "/2026/99/99/x/", "' & !"],
)
@pytest.mark.parametrize("field", ["bylines_typed", "lead_image_typed", "picked_typed"])
def test_rubbish_is_refused_with_a_sentence_at_its_field(client, field, words):
    enter(client, make_editor())

    response = client.post(ADD, typed(**{field: words}))

    assert errors_of(response, field.replace("image_typed", "image"))
    assert not Article.objects.exists()


def test_nobody_finds_a_draft_of_others_so(client):
    enter(client, make_contributor())
    draft = make_article(headline="A secret merger")

    for words in ("secret merger", draft.pk, f"/desk/articles/article/{draft.pk}/change/"):
        said = errors_of(client.post(ADD, typed(picked_typed=words)), "picked_typed")
        assert said == [f"“{words}”: nothing was found. Type other words."]


def test_a_change_of_a_public_article_takes_typed_words_too(client):
    editor = enter(client, make_editor())
    article = make_published_article()
    picture = uploading.upload(upload_of(), by=editor, alt="A quay in ice")
    client.post(change(article), typed(article, _prepare="1"))
    form = change(article).replace("/article/", "/changedarticle/")
    base = article.pending_change.revision_id

    client.post(form, typed(base=base, bylines=[], bylines_typed="Ingrid Solheim\n"))
    article.pending_change.refresh_from_db()
    base = article.pending_change.revision_id
    client.post(form, typed(base=base, bylines=[], lead_image_typed=picture.pk))

    article.pending_change.refresh_from_db()
    content = Content.from_json(article.pending_change.revision.content)
    assert (content.lead_image, content.bylines) == (picture.pk, [])
    assert queries_of(client, form) <= 12
