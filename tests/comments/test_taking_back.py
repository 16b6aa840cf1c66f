"""Moderators take back, see what matched, and look at what one rule holds."""

import pytest

from comments import moderation
from comments.models import Comment
from comments.moderation import Outdated
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.factories import make_moderator, make_published_article

pytestmark = pytest.mark.django_db

QUEUE = "/desk/comments/comment/"


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def press(client, decide, *ticked):
    data = {"decide": decide, "selected": [f"{each.pk}:{each.version}" for each in ticked]}
    return client.post(QUEUE, data, follow=True)


def statuses(*comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_the_last_press_is_taken_back_with_all_that_it_decided(client, moderator):
    waiting, other = make_comment(name="Anna"), make_comment(name="Bela")
    page = press(client, "spam", waiting, other).content.decode()
    assert 'value="undo"' in page

    response = press(client, "undo")

    assert statuses(waiting, other) == ["waiting", "waiting"]
    assert "The decision about the comment of Anna is taken back." in response.content.decode()
    assert 'value="undo"' not in response.content.decode()
    assert Entry.objects.about(waiting).first().verb == "taken back"


def test_what_was_public_is_public_again(moderator):
    comment = make_public_comment()
    moderation.bin(comment, by=moderator, seen=2)

    moderation.take_back(comment, by=moderator, seen=3)

    assert statuses(comment) == ["approved"]


def test_what_somebody_else_decided_since_is_not_taken_back(client, moderator):
    comment = make_comment()
    press(client, "spam", comment)
    moderation.approve(Comment.objects.get(), by=make_moderator(), seen=2)

    response = press(client, "undo")

    assert statuses(comment) == ["approved"]
    assert "decided about this comment meanwhile" in response.content.decode()


def test_a_comment_that_nobody_decided_about_has_nothing_to_take_back(moderator):
    with pytest.raises(Outdated, match="no decision to take back"):
        moderation.take_back(make_comment(), by=moderator, seen=1)


def test_the_words_that_a_rule_matched_are_marked(client, moderator):
    set_rules(held_words="cowards")
    make_comment(make_open_article(), text="You <b>COWARDS</b>!\nCome here.")

    page = client.get(QUEUE).content.decode()

    assert "You &lt;b&gt;<mark>COWARDS</mark>&lt;/b&gt;!\nCome here." in page


def test_the_queue_says_which_rules_hold_and_shows_what_one_of_them_holds(client, moderator):
    make_comment(make_open_article(), text="www.a.example www.b.example")
    make_comment(make_published_article(), text="Hm.")
    make_comment(make_published_article(), text="www.c.example www.d.example")

    response = client.get(QUEUE)
    links = client.get(QUEUE, {"rule": "links"})

    assert [(str(name), many) for _query, name, many, _shown in response.context["rules"]] == [
        ("links", 2),
        ("read first", 2),
    ]
    assert [card.comment.text[:5] for card in links.context["cards"]] == ["www.a", "www.c"]
    assert client.get(QUEUE, {"rule": "rubbish"}, follow=True).status_code == 200
