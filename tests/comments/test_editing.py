"""Moderators change words: with a reason, a trace, and never over a newer version."""

import re

import pytest

from comments import editing, moderation, own
from comments.models import Comment, Wording
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import make_contributor, make_moderator

pytestmark = pytest.mark.django_db


def page_of(comment):
    return f"/desk/comments/comment/{comment.pk}/edit/"


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def test_a_moderator_changes_words_and_everybody_can_see_it(client, moderator):
    comment = make_public_comment(text="Call Mr Lund at 555 0172, he knows.")
    facts = {"text": "Call Mr Lund, he knows.", "why": "A private number", "seen": comment.version}

    response = client.post(page_of(comment), facts, follow=True)

    page = response.content.decode()
    told = re.sub(r"<span.*?</span>", "", page)
    assert "<del>Lund at 555 0172, </del><ins>Lund, </ins>" in told
    assert "A private number" in page
    assert f"by {moderator.username}" in page
    comment.refresh_from_db()
    assert (comment.text, comment.status, comment.version) == (facts["text"], "approved", 3)
    entry = Entry.objects.about(comment).first()
    assert (entry.verb, entry.by, entry.detail["why"]) == ("edited", moderator, "A private number")
    assert "555" not in str(entry.detail)
    below = client.get(comment.article.get_absolute_url()).content.decode()
    assert "changed by the newsroom" in below


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"why": ""}, "This field is required."),
        ({"text": "As it was."}, "These are the words that it has already."),
        ({"text": " \u200b"}, "Please enter your comment!"),
    ],
)
def test_what_cannot_be_saved_says_so_and_keeps_what_was_typed(client, moderator, facts, sentence):
    comment = make_comment(text="As it was.")
    typed = {"text": "Other words.", "why": "A reason", "seen": 1} | facts

    response = client.post(page_of(comment), typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert typed["why"] in response.content.decode()
    assert not Wording.objects.exists()


def test_a_moderator_takes_the_website_away_and_leaves_the_words(client, moderator):
    comment = make_public_comment(text="Well said.", site="https://shop.example/")
    assert "https://shop.example/" in client.get(page_of(comment)).content.decode()
    facts = {"text": "Well said.", "why": "Advertising", "seen": comment.version, "drop_site": "on"}

    client.post(page_of(comment), facts)

    comment.refresh_from_db()
    assert (comment.text, comment.site, comment.version) == ("Well said.", "", 3)
    assert not Wording.objects.exists()
    entry = Entry.objects.about(comment).first()
    assert entry.detail == {"version": 3, "why": "Advertising", "website": "removed"}
    assert "shop.example" not in client.get(comment.article.get_absolute_url()).content.decode()


def test_an_edit_of_an_older_version_changes_nothing(client, moderator):
    comment = make_comment(text="As it was.")
    moderation.approve(comment, by=make_moderator(), seen=1)

    response = client.post(page_of(comment), {"text": "Else.", "why": "Because", "seen": 1})

    assert response.status_code == 422
    assert "decided about this comment meanwhile" in response.content.decode()
    assert Comment.objects.get(pk=comment.pk).text == "As it was."


def test_the_words_that_a_writer_replaced_are_kept_too(client, moderator):
    comment = make_comment(make_open_article(), text="First thought.")
    own.change(comment, text="Second thought.", seen=1)

    [change] = editing.changes_of(Comment.objects.get(pk=comment.pk))

    assert (change.wording.text, change.wording.by) == ("First thought.", None)
    pieces = [(piece.kind, piece.text) for piece in change.line.pieces]
    assert pieces == [("del", "First "), ("ins", "Second "), ("same", "thought.")]
    assert "by its writer" in client.get(page_of(comment)).content.decode()


def test_only_moderators_see_and_change_words(client):
    comment = make_comment()
    client.force_login(make_contributor())

    assert client.get(page_of(comment)).status_code == 403
    assert client.post(page_of(comment), {"text": "x", "why": "y", "seen": 1}).status_code == 403
