"""Second factors that change: told within the change itself; lost ones, taken away by another."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import changed_factors
from press.history.models import Entry
from press.mail.models import Message
from tests.accounts.test_getting_in import (
    code_of,
    confirm,
    is_in,
    try_password,
    verbs_of,
    with_address,
    with_app,
)
from tests.factories import make_administrator, make_editor

pytestmark = pytest.mark.django_db


def begun_app(client):
    """The page on which an app for codes is added, and the code that it asks for."""
    confirm(client)
    page = client.get("/desk/me/app/activate/")
    return code_of(page.context["form"].secret)


def test_what_is_told_of_a_factor_commits_with_it(client):
    editor = with_address(make_editor())
    try_password(client, editor)
    code = begun_app(client)

    # Nothing that would run after the commit runs here: as if the process died in between.
    client.post("/desk/me/app/activate/", {"code": code})

    assert Authenticator.objects.filter(user=editor).count() == 2
    assert verbs_of(editor) == ["logged in", *["second factor added"] * 2]
    client.post("/desk/me/codes/generate/")
    assert verbs_of(editor)[-1] == "second factor renewed"
    assert Message.objects.filter(text__contains="New recovery codes").count() == 1


def test_a_factor_that_cant_be_told_of_isnt_changed(client, monkeypatch):
    editor = make_editor()
    try_password(client, editor)
    code = begun_app(client)
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.changed_factors.note", None)

    assert client.post("/desk/me/app/activate/", {"code": code}).status_code == 500

    assert not Authenticator.objects.exists()


def test_an_administrator_takes_lost_factors_away_with_a_reason_and_a_mail(client):
    editor = with_address(make_editor())
    with_app(editor)
    RecoveryCodes.activate(editor)
    hers = Client()
    hers.force_login(editor)
    boss = make_administrator()
    client.force_login(boss)
    address = reverse("admin:accounts_user_take_away_factors", args=[editor.pk])
    person = client.get(reverse("admin:accounts_user_change", args=[editor.pk]))
    assert address in person.content.decode()

    asked = client.get(address).content.decode()
    assert "logged out everywhere" in " ".join(asked.split())
    assert client.post(address, {"reason": " "}).status_code == 422
    assert Authenticator.objects.count() == 2
    client.post(address, {"reason": "Lost her telephone, I met her."})

    assert not Authenticator.objects.exists()
    entry = Entry.objects.about(editor).latest("pk")
    assert (entry.verb, entry.by) == ("second factors taken away", boss)
    assert entry.detail["reason"] == "Lost her telephone, I met her."
    assert f"{boss} removed the second factors" in Message.objects.get().text
    assert try_password(hers, editor).status_code == 302
    assert is_in(hers)
    assert client.post(address, {"reason": "Again"}).status_code == 422


def test_a_session_that_goes_on_with_lost_factors_is_ended(client):
    editor = make_editor()
    secret = with_app(editor)
    held = try_password(client, editor)
    client.post(held["Location"], {"code": code_of(secret)})
    assert is_in(client)

    changed_factors.take_away(editor, by=make_administrator(), reason="Stolen telephone")

    assert not is_in(client)


def test_nobody_takes_factors_away_from_themselves_or_from_a_superuser(client):
    boss = make_administrator()
    client.force_login(boss)
    root = make_administrator()
    root.is_superuser = True
    root.save()
    for person in (boss, root):
        with_app(person)
        address = reverse("admin:accounts_user_take_away_factors", args=[person.pk])
        assert client.post(address, {"reason": "Mine"}).status_code in {403, 404}
        with pytest.raises(PermissionDenied):
            changed_factors.take_away(person, by=boss, reason="Mine")
    with pytest.raises(PermissionDenied):
        changed_factors.take_away(boss, by=make_editor(), reason="Theirs")

    assert Authenticator.objects.count() == 2
