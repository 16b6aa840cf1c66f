"""Answers by mail: proven first, told once, left by one click; what a proven address is worth."""

import re
from datetime import timedelta

import pytest

from comments import following, moderation, privacy, proofs
from comments.models import Address, Comment, Follow
from press import clock
from press.mail.models import Message
from tests.comments.facts import make_comment, make_open_article, set_rules
from tests.factories import make_administrator, make_moderator, make_published_article

pytestmark = pytest.mark.django_db
ADDRESS = "p.okonjo@example.org"


@pytest.fixture
def article():
    set_rules(seconds_between=0)
    return make_open_article()


def send(client, article, **fields):
    typed = {"text": "What do you think?", "name": "P. Okonjo", "email": ADDRESS, "answers": "on"}
    return client.post(
        f"{article.get_absolute_url()}comments/",
        typed | fields,
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def link(message, kind):
    return re.search(rf"http://testserver(/comments/{kind}/\S+/)", message.text)[1]


def follow(client, article, **fields):
    """Send a comment, and press the button behind the link in the mail."""
    send(client, article, **fields)
    message = Message.objects.latest("pk")
    return client.post(link(message, "prove")).content.decode()


def answers():
    return Message.objects.keyed("comments.answer:")


def test_an_address_is_proven_by_a_mailed_link_before_any_answer_is_mailed(client, article):
    own_page = send(client, article)["Location"]
    comment = Comment.objects.get()
    make_comment(article, parent=comment, text="Too early.")
    message = Message.objects.get()

    assert "We wrote to your address" in client.get(own_page).content.decode()
    assert message.recipient == ADDRESS
    looked = client.get(link(message, "prove"))
    assert "Yes, mail me the answers" in looked.content.decode()
    assert looked["Cache-Control"] == "no-store"
    assert Follow.objects.get().proven_at is None
    client.post(link(message, "prove"))
    article.label, article.sponsor = "sponsored", "Isola Wine"
    article.save(update_fields=["label", "sponsor"])
    answer = make_comment(article, name="Bo", parent=comment, text="*So* <b>it</b> is.")

    told = answers().get()
    assert told.key == f"comments.answer:{answer.pk}"
    assert "Bo answered your comment on “Sponsored by Isola Wine · " in told.text
    assert "Sponsored by Isola Wine" in told.html
    assert "<p><em>So</em> &lt;b&gt;it&lt;/b&gt; is.</p>" in told.html
    assert told.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link(told, "leave") in told.headers["List-Unsubscribe"]
    assert "Answers to it come by mail." in client.get(own_page).content.decode()


def test_who_wants_answers_says_where_to(client, article):
    response = send(client, article, email="")

    assert response.status_code == 422
    assert "Enter your address, so that we can mail you the answers." in response.content.decode()


def test_an_answer_is_told_when_readers_see_it_and_once(client):
    article = make_open_article()
    follow(client, article)
    comment = Comment.objects.get()
    set_rules(hold_everything=True)
    answer = make_comment(article, name="Bo", parent=comment)
    assert not answers().exists()

    for verb in (moderation.approve, moderation.reject, moderation.approve):
        verb(answer, by=make_moderator(), seen=answer.version)

    assert answers().count() == 1


def test_nobody_is_told_of_their_own_answers(client, article):
    follow(client, article)

    make_comment(article, parent=Comment.objects.get(), email=ADDRESS.title())

    assert not answers().exists()


def test_one_click_leaves_all_and_a_month_of_peace_follows(client, article):
    follow(client, article)
    comment = Comment.objects.get()
    leave = link(Message.objects.get(), "leave")

    assert client.get(leave).status_code == 200
    assert Follow.objects.exists()
    for _twice in range(2):
        response = client.post(leave, {"List-Unsubscribe": "One-Click"})
        assert "These mails come no more." in response.content.decode()
    make_comment(article, name="Bo", parent=comment)
    send(client, make_open_article())

    assert Message.objects.count() == 1
    with clock.at(clock.now() + timedelta(days=31)):
        send(client, make_open_article())
    assert Message.objects.count() == 2


def test_one_may_leave_the_answers_to_one_comment_only(client, article):
    follow(client, article)
    follow(client, make_open_article())

    client.post(link(Message.objects.earliest("pk"), "leave"), {"do": "one"})

    assert Follow.objects.count() == 1
    assert Address.objects.get().left_at is None


def test_a_stranger_cant_flood_an_address_with_mails_that_ask(client):
    set_rules(seconds_between=0)
    for _each in range(5):
        send(client, make_open_article())

    assert Message.objects.count() == following.ASKED_AT_MOST


@pytest.mark.parametrize("token", ["x", "x:y", "WzEsMl0:forged"])
def test_forged_links_are_none_and_old_ones_are_over(client, article, token):
    send(client, article)
    prove = link(Message.objects.get(), "prove")

    assert client.post(f"/comments/prove/{token}/").status_code == 404
    assert client.post(f"/comments/leave/{token}/").status_code == 404
    with clock.at(clock.now() + timedelta(days=8)):
        assert client.post(prove).status_code == 410
    assert Follow.objects.get().proven_at is None


def test_a_proven_address_has_a_mark_and_the_browser_keeps_a_proof(client, article):
    page = follow(client, article)
    assert "✓" in client.get(article.get_absolute_url()).content.decode()

    proof = re.search(r'data-proof="([^"]+)"', page)[1]
    for number, fields in enumerate(
        [{"proof": proof}, {"proof": proof, "email": "bo@example.org"}, {"proof": "x"}, {}]
    ):
        send(client, article, text=f"Again, {number}.", answers="", **fields)

    proven = Comment.objects.order_by("pk").values_list("is_proven", flat=True)
    assert list(proven) == [True, True, False, False, False]


def test_newcomers_are_known_by_a_proven_address_only_if_the_newspaper_wants_it(client):
    article = make_published_article()
    moderation.approve(make_comment(article, email=ADDRESS), by=make_moderator(), seen=1)
    opened = make_open_article()
    set_rules(hold_newcomers=True)
    assert make_comment(opened, email=ADDRESS).status == "approved"

    set_rules(only_proven_count=True)

    assert make_comment(opened, email=ADDRESS).status == "waiting"
    assert make_comment(opened, email=ADDRESS, is_proven=True).status == "approved"


def test_who_is_forgotten_has_no_proven_address_any_more(client, article):
    follow(client, article)
    address = Address.objects.get()
    proof = proofs.proof_of(address)
    assert following.is_proven(ADDRESS, proof)

    privacy.erase(ADDRESS, "anonymised", by=make_administrator())

    assert not Address.objects.exists()
    assert not Message.objects.exists()
    assert not following.is_proven(ADDRESS, proof)
