"""Where a comment can be found: its permalink, and its writer's own page."""

from datetime import timedelta

import pytest

from articles import publishing
from comments import held, moderation
from press import clock
from tests.comments.facts import make_comment, make_public_comment
from tests.factories import (
    NOON,
    make_editor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db

WORDS = "A question about the straits."


def body(response):
    return response.content.decode()


def test_a_permalink_leads_to_the_place_of_a_public_comment(client):
    comment = make_public_comment()

    response = client.get(comment.get_absolute_url())

    assert response.status_code == 302
    assert response["Location"] == f"{comment.article.get_absolute_url()}#c{comment.pk}"


def test_what_is_not_public_has_no_permalink_and_cannot_be_answered(client):
    waiting, public = make_comment(), make_public_comment()
    publishing.withdraw(public.article, by=make_editor(), reason="It was wrong.")

    for comment in (waiting, public):
        assert client.get(f"/comments/{comment.pk}/").status_code == 404
        assert client.get(f"/comments/{comment.pk}/reply/").status_code == 404
    assert client.get("/comments/999999999999999999999/").status_code == 404


def test_a_comment_below_a_closed_article_is_quoted_without_a_form(client):
    comment = make_public_comment()
    type(comment.article).objects.filter(pk=comment.article_id).update(comments="closed")

    response = client.get(f"/comments/{comment.pk}/reply/")

    assert response.status_code == 403
    assert "<textarea" not in body(response)


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        (moderation.approve, "Your reply is public."),
        (moderation.reject, "A moderator decided not to publish your reply."),
        (moderation.spam, "Your reply was taken for spam."),
        (moderation.bin, "Your reply was removed by a moderator."),
    ],
)
def test_the_writers_own_page_says_what_became_of_the_words(client, verb, sentence):
    comment = verb(make_comment(text=WORDS), by=make_moderator(), seen=1)

    page = body(client.get(held.address_of(comment)))

    assert sentence in page
    assert WORDS in page


def test_the_link_to_ones_own_page_is_good_for_30_days_and_cannot_be_forged(client):
    with clock.at(NOON):
        comment = make_comment(make_published_article(), text=WORDS)
    address = held.address_of(comment)

    with clock.at(NOON + timedelta(days=30, seconds=-1)):
        assert client.get(address).status_code == 200
    with clock.at(NOON + timedelta(days=30)):
        expired = client.get(address)
    assert expired.status_code == 410
    assert "This link was good for 30 days." in body(expired)
    assert WORDS not in body(expired)
    for token in (str(comment.pk), f"{comment.pk}:x", "abc", f"{comment.pk + 1}{address[15:-1]}"):
        assert client.get(f"/comments/held/{token}/").status_code == 404


def test_the_writers_own_page_is_read_and_changed_and_nothing_else(client):
    assert client.put(held.address_of(make_comment())).status_code == 405
