"""The website that a reader may give: where the name leads, and what else reads it."""

import re

import pytest

from comments import privacy
from comments.likelihood import words_of
from comments.likeness import likeness_of
from comments.models import Comment
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.factories import make_administrator, make_moderator

pytestmark = pytest.mark.django_db


def send(client, article, **fields):
    words = {"text": "About the straits.", "name": "P. Okonjo", "email": "", "site": ""}
    address = f"{article.get_absolute_url()}comments/"
    return client.post(address, words | fields, headers={"Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://okonjo.example/a?b=1&c=%22", "https://okonjo.example/a?b=1&c=%22"),
        ("okonjo.example", "https://okonjo.example"),
        ("HTTP://okonjo.example", "http://okonjo.example"),
        ("  ", ""),
    ],
)
def test_the_name_leads_to_the_website_that_its_writer_gave(client, typed, kept):
    article = make_open_article()

    assert send(client, article, site=typed).status_code == 303

    assert Comment.objects.get().site == kept
    page = client.get(article.get_absolute_url()).content.decode()
    link = re.search(r'<b>(<a href="(.*?)" rel="ugc nofollow noopener">)?<bdi>P. Okonjo', page)
    assert (link[2] or "") == kept.replace("&", "&amp;")


@pytest.mark.parametrize(
    "typed",
    [
        *("javascript:alert(1)", "data:text/html,x", "ftp://a.example", "not a site", "https://"),
        "//",
        *("https://a.example/" + "a" * 200, 'https://a.example/" onclick="x', "mailto:a@b.test"),
    ],
)  # fmt: skip
def test_what_is_no_website_gets_its_sentence_and_nothing_typed_is_lost(client, typed):
    response = send(client, make_open_article(), site=typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("This is no address of a website, or a very long one.") == 1
    assert "About the straits." in page
    assert 'value="P. Okonjo"' in page
    assert not Comment.objects.exists()


def test_word_lists_the_spam_filter_and_waves_read_it_and_the_count_of_links_does_not():
    set_rules(held_words="casino", links_at_most=0)
    article = make_open_article()

    held = make_comment(article, site="https://casino.example/")
    passed = make_comment(article, site="https://okonjo.example/")

    assert [verdict["matched"] for verdict in held.verdicts] == [["casino"]]
    assert passed.status == Comment.Status.APPROVED
    assert "link:casino.example" in words_of("Well", site=held.site)
    assert likeness_of("Nice", held.site) == likeness_of("Other words", "http://www.casino.example")
    assert likeness_of("https://a.example", held.site) == likeness_of("https://a.example")


def test_a_moderator_sees_it_on_the_card_and_finds_it(client):
    client.force_login(make_moderator())
    make_comment(site="https://okonjo.example/")

    page = client.get("/desk/comments/comment/?q=okonjo.example").content.decode()

    link = '<a href="https://okonjo.example/" rel="noopener noreferrer nofollow">'
    assert link in page


def test_it_is_part_of_a_persons_copy_and_is_forgotten_with_them():
    comment = make_public_comment(email="p@example.org", site="https://okonjo.example/")
    administrator = make_administrator()

    copy = privacy.export("p@example.org", by=administrator).facts
    privacy.erase("p@example.org", "anonymised", by=administrator)

    assert copy["comments"][0]["website"] == "https://okonjo.example/"
    comment.refresh_from_db()
    assert comment.site == ""
