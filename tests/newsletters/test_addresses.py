"""Addresses: one form for each mailbox, and none that could be somebody else's."""

import pytest
from django.core.exceptions import ValidationError

from newsletters import addresses, subscribing
from newsletters.models import Subscriber
from press.mail.models import Message

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana@Example.ORG", "Ana@example.org"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@BÜCHER.Example", "a@xn--bcher-kva.example"),
        ("a@bu\u0308cher.example", "a@xn--bcher-kva.example"),
        ("a@XN--BCHER-KVA.example", "a@xn--bcher-kva.example"),
        ("a@пример.xn--e1afmkfd", "a@xn--e1afmkfd.xn--e1afmkfd"),
        ("a@xn--strae-oqa.example", "a@xn--strae-oqa.example"),
        ("a@ｅｘａｍｐｌｅ.org", "a@example.org"),
    ],
)
def test_a_domain_has_one_form(typed, kept):
    assert addresses.normal(typed) == kept
    assert addresses.normal(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "a@straße.example",
        "a@STRAẞE.example",
        "a@βόλος.example",
        "a@नी\u200dक.example",
        "a@ex\u00adample.org",
        "a@foo。bar.example",
        "a@foo＠evil.example",
        "a@foo，bar.example",
        "ſam@example.org",
        "a@" + "ü" * 62 + ".example",
        "a@" + ".".join(["ü" * 20] * 10) + ".example",
        "a@xn--ü.example",
        "a@",
        "",
    ],
)
def test_what_could_be_another_mailbox_is_refused(client, typed):
    with pytest.raises(ValidationError):
        addresses.normal(typed)

    page = client.post("/newsletters/subscribe/", {"email": typed}, headers=OURS)

    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()
    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()


def test_a_sharp_s_is_refused_with_a_way_out(client):
    page = client.post("/newsletters/subscribe/", {"email": "a@straße.example"}, headers=OURS)

    assert "“xn--”" in page.content.decode()


def test_both_ways_of_writing_a_domain_are_one_row_and_one_mail():
    subscribing.ask("a@bücher.example", network="")
    subscribing.ask("A@xn--bcher-kva.example", network="")

    assert Subscriber.objects.get().email == "a@xn--bcher-kva.example"
    assert Message.objects.get().recipient == "a@xn--bcher-kva.example"
