"""Subscribing as a reader does it: with a browser, a mail program, or rubbish."""

import re

import pytest
from django.template import engines
from django.urls import reverse

from newsletters import subscribing, tokens
from newsletters.models import Subscriber
from press import clock
from press.history.models import Entry
from press.mail.models import Message
from press.pages.parts import kept_at_least_for_one_page
from publication.middleware import present
from publication.models import Publication
from tests.factories import NOON

pytestmark = pytest.mark.django_db
State = Subscriber.State

SUBSCRIBE = "/newsletters/subscribe/"
NEXT = "/newsletters/one-more-step/"
OURS = {"Sec-Fetch-Site": "same-origin"}


def ask(client, email="ana@example.org", headers=OURS, **fields):
    return client.post(SUBSCRIBE, {"email": email} | fields, headers=headers)


def subscriber(email="ana@example.org", *, confirmed=False):
    subscribing.ask(email, network="")
    row = Subscriber.objects.get(email=email)
    return subscribing.confirm(row) if confirmed else row


def words(response):
    return " ".join(response.content.decode().split())


def test_asking_leads_to_one_more_step_and_orders_one_mail(client):
    answer = ask(client)

    assert (answer.status_code, answer["Location"]) == (303, NEXT)
    assert "ana" not in answer["Location"]
    [row] = Subscriber.objects.all()
    assert (row.email, row.state) == ("ana@example.org", State.UNCONFIRMED)
    [mail] = Message.objects.all()
    assert (mail.recipient, mail.urgent) == ("ana@example.org", True)


def test_the_page_says_the_same_to_those_who_are_subscribed(client):
    new = ask(client, "new@example.org")
    subscriber("known@example.org", confirmed=True)
    mails = Message.objects.count()

    known = ask(client, "KNOWN@example.org")

    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert client.get(NEXT).content == client.get(NEXT).content
    assert Message.objects.count() == mails


def test_the_mail_can_be_confirmed_and_left_by_links_that_work_from_outside(client, settings):
    settings.SITE_URL = "https://news.example"
    ask(client)
    [mail] = Message.objects.all()

    [confirm] = re.findall(r"https://news\.example(/newsletters/confirm/\S+/)", mail.text)
    leave = mail.headers["List-Unsubscribe"]

    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave.startswith("<https://news.example/newsletters/leave/")
    assert client.get(confirm).status_code == 200
    assert client.get(leave[len("<https://news.example") : -1]).status_code == 200


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_program_that_follows_links_neither_confirms_nor_leaves(client, method):
    waiting, known = subscriber(), subscriber("ben@example.org", confirmed=True)

    getattr(client, method)(tokens.confirm_path(waiting))
    getattr(client, method)(tokens.leave_path(known))

    waiting.refresh_from_db()
    known.refresh_from_db()
    assert (waiting.state, known.state) == (State.UNCONFIRMED, State.CONFIRMED)


def test_the_button_confirms_and_pressing_it_twice_is_harmless(client):
    row = subscriber()

    pages = [client.post(tokens.confirm_path(row), follow=True) for _press in range(2)]

    row.refresh_from_db()
    assert row.state == State.CONFIRMED
    assert [page.status_code for page in pages] == [200, 200]
    assert Entry.objects.about(row).filter(verb="confirmed").count() == 1


def test_the_button_leaves_and_pressing_it_twice_is_harmless(client):
    row = subscriber(confirmed=True)

    pages = [client.post(tokens.leave_path(row), follow=True) for _press in range(2)]

    row.refresh_from_db()
    assert row.state == State.LEFT
    assert [page.status_code for page in pages] == [200, 200]
    assert Entry.objects.about(row).filter(verb="left").count() == 1


@pytest.mark.parametrize("site", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_one_click_in_a_mail_program_leaves_at_once_without_a_redirect(client, site):
    row = subscriber(confirmed=True)
    body = {"List-Unsubscribe": "One-Click"}

    answer = client.post(tokens.leave_path(row), body, headers=site)

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (200, State.LEFT)


@pytest.mark.parametrize("page", ["confirm", "leave"])
def test_a_link_that_nobody_wrote_is_not_found(client, page):
    row = subscriber()
    other = tokens.leave_path(row) if page == "confirm" else tokens.confirm_path(row)
    taken = other.rstrip("/").rpartition("/")[2]
    forged = ["x", "1", f"{row.pk}:abc:def", taken, taken[:-1], taken + "x", "%00", "ü" * 50]

    for token in forged:
        address = f"/newsletters/{page}/{token}/"
        assert client.get(address).status_code in {400, 404}, token
        assert client.post(address).status_code in {400, 404}, token

    row.refresh_from_db()
    assert row.state == State.UNCONFIRMED


def test_a_link_of_a_subscriber_who_is_gone_is_not_found(client):
    row = subscriber()
    addresses = [tokens.confirm_path(row), tokens.leave_path(row)]
    row.delete()

    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana@example.org, ben@example.org",
        "Ana <ana@example.org>",
        "ana@example.org\r\nBcc: everybody@example.org",
        "ana@exam ple.org",
        "ana\0@example.org",
        "zoë@example.org",
        "x" * 200_000,
        "x" * 200_000 + "@example.org",
        "<script>alert(1)</script>@example.org",
    ],
)
def test_a_wrong_address_gets_a_sentence_and_stays_in_the_box(client, typed):
    page = ask(client, typed)

    assert page.status_code == 422
    html = page.content.decode()
    assert 'aria-invalid="true"' in html
    [described] = re.findall(r'aria-describedby="([^"]+)"', html)
    assert all(f'id="{name}"' in html for name in described.split())
    assert "<script>alert" not in html
    if typed.strip() and typed.isalnum():
        assert typed in html
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "request_of",
    [
        {"data": b"", "content_type": "application/x-www-form-urlencoded"},
        {"data": b"{}", "content_type": "application/json"},
        {"data": b"\xff\xfe", "content_type": "application/x-www-form-urlencoded"},
        {"data": b"email", "content_type": "text/plain"},
        {"data": b"rubbish", "content_type": "multipart/form-data; boundary=x"},
        {"data": b"rubbish", "content_type": "multipart/form-data"},
    ],
)
def test_a_post_without_a_form_is_no_error_of_ours(client, request_of):
    answer = client.post(SUBSCRIBE, headers=OURS, **request_of)

    assert answer.status_code in {400, 422}


def test_without_word_of_the_browser_the_form_comes_again_and_its_signed_field_is_good(client):
    page = ask(client, headers={})

    assert page.status_code == 422
    assert 'value="ana@example.org"' in page.content.decode()
    [(name, value)] = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]+)"', page.content.decode()
    )
    assert ask(client, headers={}, **{name: value}).status_code == 303


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_a_form_on_another_site_subscribes_nobody(client, headers):
    assert ask(client, headers=headers).status_code == 422
    assert not Subscriber.objects.exists()


def test_a_program_that_fills_the_hidden_field_is_answered_and_nothing_is_kept(client):
    answer = ask(client, website="https://spam.example")

    assert (answer.status_code, answer["Location"]) == (303, NEXT)
    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()


def test_no_page_sets_a_cookie_is_kept_or_found_by_search_engines(client):
    row = subscriber()
    addresses = [SUBSCRIBE, NEXT, tokens.confirm_path(row), tokens.leave_path(row)]

    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        assert not page.cookies
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex"


def test_an_eleventh_address_from_one_network_within_an_hour_is_refused_with_its_words(client):
    with clock.at(NOON):
        answers = [ask(client, f"reader{number}@example.org") for number in range(11)]

    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert 'value="reader10@example.org"' in answers[-1].content.decode()
    assert Subscriber.objects.count() == Message.objects.count() == 10


def test_an_address_whose_domain_has_letters_of_any_script_is_taken(client):
    assert ask(client, "info@bücher.example").status_code == 303

    assert Message.objects.count() == 1


def test_the_box_costs_no_query_and_is_the_same_for_everybody(django_assert_num_queries):
    publication = Publication.objects.current()
    source = engines["django"].from_string("{% load newsletter %}{% subscribe_box %}")

    with kept_at_least_for_one_page():
        present()  # As for every page.
        with django_assert_num_queries(0):
            box = source.render({})

    assert f"Discover more from {publication.name}" in box
    assert "Subscribe to get the latest posts sent to your email." in box
    assert reverse("newsletters:subscribe") in box
    ids = re.findall(r' id="([^"]+)"', box)
    assert len(ids) == len(set(ids))
