"""What the desk of publishing refuses: with a sentence, and no typed word is lost."""

import pytest

from articles.models import Article
from tests.articles.facts import ADD, LIST, change, enter, typed
from tests.factories import make_article, make_editor, make_published_article, make_section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", ""),
        ("headline", "x" * 301),
        ("headline", "a\0b"),
        ("slug", "not a slug"),
        ("section", "999999"),
        ("section", "\0"),
        ("tags", "x" * 101),
        ("tags", "a\0b"),
        ("label", "nonsense"),
        ("bylines", "abc"),
        ("picked", "\0"),
        ("lead_image", "\0"),
        ("lead_image", "abc"),
        ("bylines", "9" * 30),
        ("base", "abc"),
    ],
)
def test_rubbish_in_a_field_is_refused_with_a_sentence_and_the_words_stay(client, field, value):
    enter(client, make_editor())

    response = client.post(ADD, typed(**{"standfirst": "These words stay."} | {field: value}))

    page = response.content.decode()
    assert response.status_code == 200
    assert "errorlist" in page
    assert "These words stay." in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?state=%00", "?e=1", "?p=abc", "?section__id__exact=x", "?headline__regex=("],
)
def test_rubbish_in_an_address_of_the_desk_is_no_server_error(client, query):
    enter(client, make_editor())

    assert client.get(LIST + query).status_code in {200, 302, 400}


def test_an_address_that_another_article_of_the_day_has_is_refused_and_the_words_stay(client):
    enter(client, make_editor())
    other, article = make_published_article(headline="Storm"), make_published_article()

    response = client.post(
        change(article), typed(article, slug=other.slug, standfirst="These words stay.")
    )

    page = response.content.decode()
    assert "Another article of that day has this address." in page
    assert "These words stay." in page


@pytest.mark.parametrize("slug", ["../..", " ", "//evil"])
def test_a_broken_address_of_a_public_article_comes_back_with_its_words(client, slug):
    enter(client, make_editor())
    article = make_published_article()

    response = client.post(
        change(article), typed(article, slug=slug, headline="", standfirst="These words stay.")
    )

    assert response.status_code == 200
    assert "These words stay." in response.content.decode()


def test_a_moment_at_the_end_of_time_is_refused(client):
    enter(client, make_editor())
    article = make_article()

    response = client.post(
        f"/desk/articles/article/{article.pk}/verb/schedule/",
        {"at_0": "9999-12-31", "at_1": "23:30"},
    )

    assert "too far away" in response.content.decode()
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_section_that_is_part_of_itself_is_refused_with_a_sentence(client):
    enter(client, make_editor())
    section = make_section()

    response = client.post(
        f"/desk/articles/section/{section.pk}/change/",
        {"name": "World", "slug": "world", "position": "0", "parent": section.pk},
    )

    assert "part of itself" in response.content.decode()
