"""Search: any input is a query, never an error."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from articles.search import search
from tests.factories import hours_ago, make_article, make_published_article

pytestmark = pytest.mark.django_db


def find(words, **query):
    return search(words, RequestFactory().get("/search/", {"q": words, **query}))


def headlines(words):
    return [article.headline for article in find(words).articles]


def test_words_are_found_in_headline_standfirst_and_text():
    make_published_article(headline="Lighthouse")
    make_published_article(headline="Two", standfirst="About a lighthouse.")
    make_published_article(headline="Three", body="<p>There stood a lighthouse.</p>")

    assert headlines("lighthouse") == ["Lighthouse", "Two", "Three"]


def test_drafts_and_scheduled_articles_are_not_found():
    make_article(headline="Lighthouse")

    assert headlines("lighthouse") == []


@pytest.mark.parametrize("words", ["cafe", "café", "CAFÉ"])
def test_accents_and_capitals_make_no_difference(words):
    make_published_article(headline="The last Café of the quay")

    assert headlines(words) == ["The last Café of the quay"]


def test_word_forms_of_the_language_are_found():
    make_published_article(headline="Ships sailing north")

    assert headlines("ship sails") == ["Ships sailing north"]


def test_a_phrase_and_an_exclusion_are_understood():
    make_published_article(headline="Fuel limit in the north")
    make_published_article(headline="In the limit, fuel burns", body="<p>Ballast.</p>")

    assert headlines('"fuel limit"') == ["Fuel limit in the north"]
    assert headlines("fuel -ballast") == ["Fuel limit in the north"]


def test_of_two_equal_matches_the_newer_stands_first():
    make_published_article(headline="Fuel old", at=hours_ago(24 * 400))
    make_published_article(headline="Fuel new", at=hours_ago(1))

    assert headlines("fuel") == ["Fuel new", "Fuel old"]


def test_found_words_are_marked_and_the_rest_is_escaped():
    make_published_article(body="<p>A &lt;script&gt; &amp; a lighthouse stood there.</p>")

    excerpt = find("lighthouse").articles[0].excerpt

    assert "<mark>lighthouse</mark>" in excerpt
    assert "script› &amp; a" in excerpt


@pytest.mark.parametrize(
    "words",
    [
        "",
        "-",
        '"',
        "& | !",
        "a",
        "😀",
        "العاصفة",
        "x" * 10_000,
        "' OR 1=1 --",
        "<->",
        "\\",
        "%",
        "- " * 150,
        '-"' * 90,
    ],
)
def test_any_input_is_a_query(words):
    make_published_article()

    assert find(words).articles == []


def test_results_go_on_by_key_and_a_broken_key_is_not_found():
    for number in range(25):
        make_published_article(headline=f"Lighthouse {number}")

    first = find("lighthouse")
    second = find("lighthouse", after="20")

    assert (len(first.articles), first.older, first.newer) == (
        20,
        "/search/?q=lighthouse&after=20",
        "",
    )
    assert (len(second.articles), second.older) == (5, "")
    for broken in ("abc", "-1", "99999999", "²", "1" * 5_000):
        with pytest.raises(Http404):
            find("lighthouse", after=broken)


def test_two_hundred_thousand_different_words_are_stored_whole_and_searched():
    words = " ".join(f"word{number}" for number in range(200_000))

    article = make_published_article(headline="Long", body=f"<p>{words}</p>")

    article.refresh_from_db()
    assert article.body == f"<p>{words}</p>"
    assert headlines("word5") == ["Long"]
