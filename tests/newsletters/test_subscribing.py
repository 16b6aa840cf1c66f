"""Subscribing: asked by anybody, confirmed by whoever reads the mail, left by one click."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from newsletters import limits, subscribing
from newsletters.models import Subscriber
from press import clock
from press.history.models import Entry
from press.mail.models import Message
from tests.factories import NOON

pytestmark = pytest.mark.django_db
ASK = "/newsletters/subscribe/"
OURS = {"Sec-Fetch-Site": "same-origin"}


def ask(client, email="reader@example.org", **fields):
    return client.post(ASK, {"email": email, **fields}, headers=OURS)


def link_in(message):
    return urlsplit(re.search(r"http\S+", message.text).group()).path


def test_an_address_is_kept_unconfirmed_and_one_mail_is_ordered(client):
    response = ask(client)

    assert (response.status_code, response["Location"]) == (303, "/newsletters/one-more-step/")
    assert Subscriber.objects.get().state == "unconfirmed"
    message = Message.objects.get()
    assert message.recipient == "reader@example.org"
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opening_the_link_confirms_nothing_and_its_button_does(client):
    ask(client)
    link = link_in(Message.objects.get())

    client.get(link)
    assert Subscriber.objects.get().state == "unconfirmed"
    page = client.post(link)

    assert "You are on the list" in page.content.decode()
    assert Subscriber.objects.get().state == "confirmed"
    verbs = Entry.objects.about(Subscriber.objects.get()).order_by("pk")
    assert [entry.verb for entry in verbs] == ["asked", "confirmed"]


def test_a_link_of_last_month_says_that_it_is_too_old(client):
    with clock.at(NOON):
        ask(client)
    link = link_in(Message.objects.get())

    with clock.at(NOON + timedelta(days=31)):
        page = client.post(link)

    assert page.status_code == 410
    assert "This link is too old" in page.content.decode()
    assert Subscriber.objects.get().state == "unconfirmed"


def test_a_forged_link_is_not_found(client):
    ask(client)
    link = link_in(Message.objects.get())
    forged = link[:-4] + ("aaa" if link[-4:-1] != "aaa" else "bbb") + "/"

    assert client.post(forged).status_code == 404
    assert client.post("/newsletters/confirm/%00/").status_code == 400
    assert Subscriber.objects.get().state == "unconfirmed"


def test_asking_twice_within_an_hour_sends_one_mail(client):
    with clock.at(NOON):
        ask(client)
        ask(client, "READER@example.org")
    with clock.at(NOON + timedelta(hours=1)):
        ask(client)

    assert Subscriber.objects.count() == 1
    assert Message.objects.count() == 2


def test_nobody_learns_whether_an_address_is_known(client):
    ask(client)
    subscribing.confirm(Subscriber.objects.get())
    known = ask(client)
    unknown = ask(client, "other@example.org")

    assert known["Location"] == unknown["Location"]
    assert Message.objects.filter(recipient="reader@example.org").count() == 1
    assert Subscriber.objects.get(email="reader@example.org").state == "confirmed"


def test_one_click_in_a_mail_program_leaves_without_a_browser(client):
    ask(client)
    leave = urlsplit(Message.objects.get().headers["List-Unsubscribe"].strip("<>")).path

    client.get(leave)
    assert Subscriber.objects.get().state == "unconfirmed"
    response = client.post(leave, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert Subscriber.objects.get().state == "left"


def test_whoever_left_can_come_back(client):
    with clock.at(NOON):
        ask(client)
        subscribing.leave(Subscriber.objects.get())

    with clock.at(NOON + timedelta(hours=1)):
        ask(client)

    assert Subscriber.objects.get().state == "unconfirmed"
    assert Message.objects.count() == 2


def test_a_program_that_fills_the_hidden_field_is_answered_and_nothing_is_kept(client):
    assert ask(client, website="http://spam.example").status_code == 303
    assert not Subscriber.objects.exists()


def test_many_strangers_cannot_be_signed_up_from_one_network(client):
    for number in range(limits.ASKS_FROM_A_NETWORK):
        ask(client, f"reader{number}@example.org")

    response = ask(client, "victim@example.org")

    assert response.status_code == 429
    assert "victim@example.org" in response.content.decode()
    assert not Subscriber.objects.filter(email="victim@example.org").exists()


@pytest.mark.parametrize(
    "email",
    ["", "   ", "nobody", "a@b", "a\0@example.org", "a@example.org\nBcc: b@example.org", "x" * 300],
)
def test_no_address_gets_the_form_again_with_a_sentence(client, email):
    response = ask(client, email)

    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()
    assert not Subscriber.objects.exists()


def test_a_form_from_elsewhere_comes_again_with_its_words_and_then_works(client):
    foreign = client.post(
        ASK, {"email": "reader@example.org"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 422
    silent = client.post(ASK, {"email": "reader@example.org"})
    page = silent.content.decode()
    assert silent.status_code == 422
    assert 'value="reader@example.org"' in page
    name, value = re.search(r'type="hidden" name="([^"]+)" value="([^"]+)"', page).groups()

    response = client.post(ASK, {"email": "reader@example.org", name: value})

    assert response.status_code == 303


def test_a_post_without_a_form_is_no_server_error(client):
    response = client.post(ASK, b"\x00\xff", content_type="application/json", headers=OURS)

    assert response.status_code == 422


def test_pages_of_one_person_are_kept_by_nobody_and_set_no_cookie(client):
    ask(client)
    for path in (ASK, "/newsletters/one-more-step/", link_in(Message.objects.get())):
        response = client.get(path)
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
