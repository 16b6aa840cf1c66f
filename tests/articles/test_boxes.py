"""Boxes in a text that lead to another article."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.checks import findings_of
from articles.content import Content
from press.pages.keys import gathering
from publication.prose import clean
from tests.factories import make_article, make_editor, make_moderator, make_published_article

pytestmark = pytest.mark.django_db


def box(article):
    return f'<p>Text.</p><div data-article-id="{article.pk}"></div>'


def found_by(client, wanted):
    answer = client.get(reverse("admin:articles_article_for_box"), {"q": wanted})
    return [row["headline"] for row in answer.json()["articles"]]


def test_a_box_leads_to_the_article_under_its_present_headline(client):
    other = make_published_article(headline="The deal")
    article = make_published_article(body=box(other))

    page = client.get(article.get_absolute_url()).content.decode()

    assert 'aria-label="Read also"' in page
    assert f'<a href="{other.get_absolute_url()}">The deal</a>' in page


def test_a_box_is_not_there_as_long_as_its_article_is_not_and_hears_of_it(client):
    other = make_article(headline="The deal")
    article = make_published_article(body=box(other))

    with gathering() as keys:
        page = client.get(article.get_absolute_url()).content.decode()
    assert "The deal" not in page
    assert "Read also" not in page
    assert f"articles.article:{other.pk}" in keys
    publishing.publish(other, by=make_editor())

    assert "The deal" in client.get(article.get_absolute_url()).content.decode()


def test_the_gate_finds_a_box_that_leads_nowhere():
    article = make_article(body=box(make_article()))

    codes = [finding.code for finding in findings_of(article, Content.of(article))]
    assert codes == ["dead link"]


@pytest.mark.parametrize("number", ["x", "0", "-1", "9" * 19])
def test_a_box_keeps_no_rubbish(number):
    assert clean(f'<div data-article-id="{number}"></div>') == "<div></div>"


def test_articles_are_found_by_words_number_and_address(client):
    client.force_login(make_editor())
    other = make_published_article(headline="Lighthouses of the north")

    for wanted in (
        "lighthouse",
        str(other.pk),
        other.get_absolute_url(),
        f"/desk/articles/article/{other.pk}/change/",
    ):
        assert found_by(client, wanted) == ["Lighthouses of the north"]
    assert found_by(client, "/2026/99/99/x/") == []
    assert found_by(client, "") == []
    client.force_login(make_moderator())
    make_article(headline="Lighthouse, a draft")
    assert found_by(client, "lighthouse") == ["Lighthouses of the north"]
