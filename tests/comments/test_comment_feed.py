"""The feed of the replies below an article."""

import feedparser
import pytest

from articles import publishing
from comments import moderation
from press.pages.keys import gathering
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import make_editor, make_moderator, make_published_article

pytestmark = pytest.mark.django_db


def read(client, article):
    answer = client.get(f"{article.get_absolute_url()}comments/feed/")
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


def test_the_newest_reply_stands_first_with_its_words_and_its_place(client):
    article = make_published_article(headline="Ships")
    make_public_comment(article, text="One.")
    newest = make_public_comment(article, name="Ida <3", text="Two.\n\n<b>Three</b>.")
    make_comment(article, text="Waits.")

    first, second = read(client, article).entries

    assert "on “Ships”" in first.title
    assert first.link == f"http://testserver/comments/{newest.pk}/"
    [content] = first.content
    assert "<p>Two.</p>" in content.value
    assert "<b>" not in content.value
    assert "One." in second.content[0].value


def test_json_feed_says_the_same(client):
    article = make_published_article()
    make_public_comment(article, name="Ida", text="One.")

    [item] = client.get(f"{article.get_absolute_url()}comments/feed.json").json()["items"]

    assert item["content_html"] == "<p>One.</p>"
    assert item["authors"] == [{"name": "Ida"}]


def test_the_article_leads_to_it(client):
    article = make_published_article()
    html = client.get(article.get_absolute_url()).content.decode()

    assert f'href="{article.get_absolute_url()}comments/feed/"' in html


def test_a_reply_that_is_removed_leaves_the_feed(client):
    article = make_published_article()
    comment = make_public_comment(article)
    with gathering() as keys:
        read(client, article)
    moderation.reject(comment, by=make_moderator(), seen=comment.version)

    assert f"list:comments:{article.pk}" in keys
    assert read(client, article).entries == []


def test_it_goes_where_its_article_goes(client):
    article = make_published_article()
    old = article.get_absolute_url()
    moved = publishing.change_slug(article, by=make_editor(), slug="elsewhere")

    answer = client.get(f"{old}comments/feed.json")
    assert (answer.status_code, answer["Location"]) == (
        301,
        f"{moved.get_absolute_url()}comments/feed.json",
    )
    publishing.withdraw(moved, by=make_editor(), reason="It was wrong.")
    assert client.get(f"{moved.get_absolute_url()}comments/feed/").status_code == 410


def test_it_costs_the_same_with_three_and_with_thirty_replies(
    client, django_assert_max_num_queries
):
    article = make_open_article()
    for number in range(3):
        make_public_comment(article, text=f"Number {number}", network="")
    with django_assert_max_num_queries(8) as few:
        read(client, article)
    for number in range(3, 30):
        make_public_comment(article, text=f"Number {number}", name=f"Ida {number}")
    with django_assert_max_num_queries(8) as many:
        read(client, article)
    assert len(few) == len(many)
