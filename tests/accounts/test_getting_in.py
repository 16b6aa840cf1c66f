"""Getting in: password and second factor, limits that no stranger can turn against a person."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client

from accounts import resetting
from accounts.models import DeskSession, FailedLogin, User
from press import clock
from press.history.models import Entry
from press.mail.models import Message
from tests.factories import (
    make_administrator,
    make_author_login,
    make_contributor,
    make_editor,
    make_moderator,
)

pytestmark = pytest.mark.django_db
LOGIN = "/desk/login/"


def with_address(person, address="person@news.example"):
    person.email = address
    person.save()
    return person


def make_reporter_of_breaking_news():
    """Of a role that a superuser made, beside the five."""
    person = make_contributor()
    right = Permission.objects.get(codename="change_breakingnews")
    role = Group.objects.create(name="night desk")
    role.permissions.add(right)
    person.groups.add(role)
    return person


def with_app(person):
    """Give a person an app for codes; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def try_password(client, person, password="secret", network="192.0.2.1"):
    facts = {"username": person.username, "password": password}
    return client.post(LOGIN, facts, REMOTE_ADDR=network)


def confirm(client):
    """Before a factor is changed, the password is asked for once more."""
    assert client.get("/desk/me/app/activate/")["Location"].startswith("/desk/me/confirm/")
    client.post("/desk/me/confirm/", {"password": "secret"})


def is_in(client):
    return client.get("/desk/").status_code == 200


def verbs_of(person):
    return list(Entry.objects.about(person).order_by("pk").values_list("verb", flat=True))


def test_whoever_has_a_second_factor_is_held_until_it_is_right(client):
    editor = with_address(make_editor())
    secret = with_app(editor)

    held = try_password(client, editor)
    assert held["Location"] == "/desk/login/code/"
    assert not is_in(client)
    page = client.post(held["Location"], {"code": "000000"})
    assert "Incorrect code" in page.content.decode()
    assert not is_in(client)
    done = client.post(held["Location"], {"code": code_of(secret)})

    assert done["Location"] == "/desk/"
    assert is_in(client)
    assert verbs_of(editor) == ["logged in"]
    mail = Message.objects.get()
    assert mail.recipient == "person@news.example"
    assert "which we didn't know before" in mail.text


def test_a_login_leads_on_to_where_somebody_wanted_to_go_and_nowhere_else(client):
    editor = make_editor()
    secret = with_app(editor)
    there = "/desk/articles/article/"

    for wanted, reached in ((there, there), ("https://evil.example/", "/desk/")):
        client = Client()
        facts = {"username": editor.username, "password": "secret", "next": wanted}
        client.post(f"{LOGIN}?next={wanted}", facts)
        Authenticator.objects.get().delete()
        secret = with_app(editor)
        assert client.post("/desk/login/code/", {"code": code_of(secret)})["Location"] == reached


@pytest.mark.parametrize(
    ("make", "is_held"),
    [
        (make_contributor, False),
        (make_author_login, True),
        (make_editor, True),
        (make_moderator, True),
        (make_administrator, True),
        (make_reporter_of_breaking_news, True),
    ],
)
def test_who_may_publish_moderate_or_administer_must_get_a_second_factor(
    client, settings, make, is_held
):
    person = make()
    assert try_password(client, person).status_code == 302
    assert is_in(client)
    assert ("has no second factor" in client.get("/desk/").content.decode()) == is_held

    settings.SECOND_FACTOR_GRACE = False

    answer = client.get("/desk/articles/article/")
    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, "/desk/me/") if is_held else (200, None)
    )
    assert client.get("/desk/me/").status_code == 200


def test_an_app_and_recovery_codes_are_got_at_the_desk_and_open_it(client, settings):
    settings.SECOND_FACTOR_GRACE = False
    editor = with_address(make_editor())
    try_password(client, editor)
    confirm(client)
    page = client.get("/desk/me/app/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{32})"', page)[1]

    client.post("/desk/me/app/activate/", {"code": code_of(secret)})

    assert is_in(client)
    assert client.get("/desk/me/codes/").status_code == 200
    assert "second factor added" in verbs_of(editor)
    assert any("second factor was added" in mail.text for mail in Message.objects.all())
    code = RecoveryCodes(
        Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    ).get_unused_codes()[0]
    for expected in (True, False):
        other = Client()
        try_password(other, editor)
        other.post("/desk/login/code/", {"code": code})
        assert is_in(other) == expected


def test_the_last_second_factor_can_be_removed_only_by_whoever_needs_none(client):
    for person, is_kept in ((make_editor(), True), (make_contributor(), False)):
        client = Client()
        secret = with_app(person)
        try_password(client, person)
        client.post("/desk/login/code/", {"code": code_of(secret)})
        client.post("/desk/me/confirm/", {"password": "secret"})
        client.post("/desk/me/app/deactivate/")
        assert Authenticator.objects.filter(user=person).exists() == is_kept


def test_wrong_passwords_lock_the_pair_of_account_and_network_only(client):
    editor, other = with_address(make_editor()), make_editor()
    for _ in range(5):
        assert try_password(client, editor, "guess").status_code == 422

    locked = try_password(client, editor)

    assert locked.status_code == 429
    assert "Too many tries" in locked.content.decode()
    assert try_password(Client(), other).status_code == 302
    assert try_password(Client(), editor, network="198.51.100.7").status_code == 302
    assert "locked out" in verbs_of(editor)
    assert any("wrong passwords" in mail.text for mail in Message.objects.all())
    with clock.at(clock.now() + timedelta(minutes=15, seconds=1)):
        assert try_password(Client(), editor).status_code == 302


def test_a_name_that_nobody_has_is_locked_like_any_other(client):
    nobody = User(username="nobody")
    said = [try_password(client, nobody, "guess").status_code for _ in range(6)]

    assert said == [422] * 5 + [429]


def test_strangers_slow_an_account_down_but_never_a_browser_that_has_logged_in_before(client):
    editor = make_editor()
    at_home = Client()
    try_password(at_home, editor, network="203.0.113.9")
    at_home.post("/desk/logout/")
    for number in range(12):
        try_password(Client(), editor, "guess", network=f"192.0.2.{number}")

    assert try_password(Client(), editor, network="198.51.100.7").status_code == 429
    assert try_password(at_home, editor, network="203.0.113.9").status_code == 302
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert try_password(Client(), editor, network="198.51.100.7").status_code == 302


def test_one_network_that_tries_many_accounts_is_slowed_down(client):
    for number in range(20):
        try_password(client, User(username=f"somebody-{number}"), "guess")

    assert try_password(client, make_editor()).status_code == 429
    assert try_password(client, make_editor(), network="198.51.100.7").status_code == 302


def test_a_known_browser_has_limits_too_and_a_forged_mark_is_none(client):
    editor = make_editor()
    try_password(client, editor)
    client.post("/desk/logout/")
    for _ in range(10):
        assert try_password(client, editor, "guess").status_code == 422
    assert try_password(client, editor).status_code == 429

    forger = Client()
    forger.cookies["desk_device"] = client.cookies["desk_device"].value[:-3] + "abc"
    for _ in range(5):
        try_password(forger, editor, "guess", network="192.0.2.77")
    assert try_password(forger, editor, network="192.0.2.77").status_code == 429


def test_what_is_kept_of_failed_logins_names_nobody_and_goes(client):
    editor = make_editor()
    try_password(client, editor, "guess")
    row = FailedLogin.objects.get()
    assert editor.username not in f"{row.account} {row.network} {row.device}"
    assert "192.0.2.1" not in f"{row.account} {row.network}"

    with clock.at(clock.now() + timedelta(minutes=16)):
        try_password(client, editor, "guess")
    assert FailedLogin.objects.count() == 1


def test_codes_of_a_second_factor_cannot_be_guessed(client):
    editor = make_editor()
    secret = with_app(editor)
    try_password(client, editor)
    for _ in range(10):
        client.post("/desk/login/code/", {"code": "000000"})

    client.post("/desk/login/code/", {"code": code_of(secret)})

    assert not is_in(client)


def test_a_forgotten_password_tells_nothing_about_who_exists(client):
    editor = with_address(make_editor())
    answers = [
        client.post("/desk/login/forgotten/", {"email": address})
        for address in ("person@news.example", "nobody@news.example")
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    for address in ("person@news.example", "nobody@news.example"):
        resetting.mail(address)

    mail = Message.objects.get()
    link = re.search(r"http://testserver(\S+)", mail.text)[1]
    form = client.get(link, follow=True)
    words = {"new_password1": "a-long-new-one-7", "new_password2": "a-long-new-one-7"}
    client.post(form.request["PATH_INFO"], words)
    assert not is_in(client)
    assert "unsuccessful" in client.get(link, follow=True).content.decode()
    assert try_password(client, editor, "a-long-new-one-7").status_code == 302
    assert "password reset" in verbs_of(editor)


def test_a_changed_right_is_an_entry_and_a_mail(client):
    administrator, person = make_administrator(), with_address(make_contributor())
    client.force_login(administrator)
    groups = [make_editor().groups.get().pk]

    client.post(
        f"/desk/accounts/user/{person.pk}/change/",
        {"username": person.username, "email": person.email, "is_active": "on"}
        | {"is_staff": "on", "groups": groups},
    )

    entry = Entry.objects.about(person).get(verb="rights changed")
    assert (entry.by, entry.detail["roles"]) == (administrator, "editor")
    assert "Your roles now: editor" in Message.objects.get().text
    client.post(
        f"/desk/accounts/user/{person.pk}/password/",
        {
            "usable_password": "true",
            "password1": "set-by-another-9",
            "password2": "set-by-another-9",
        },
    )
    assert verbs_of(person) == ["rights changed", "password set"]
    assert any("set your password" in mail.text for mail in Message.objects.all())


def test_a_changed_or_removed_role_is_told_to_everybody_who_has_it(client):
    person, other = with_address(make_contributor()), make_contributor()
    role = Group.objects.create(name="photographer")
    person.groups.add(role)
    client.force_login(User.objects.create_superuser("owner"))
    right = Permission.objects.get(codename="add_image")
    address = f"/desk/auth/group/{role.pk}/"

    client.post(f"{address}change/", {"name": "photographer", "permissions": [right.pk]})
    client.post(f"{address}delete/", {"post": "yes"})

    assert list(person.groups.values_list("name", flat=True)) == ["contributor"]
    assert verbs_of(person) == ["rights changed", "rights changed"]
    assert verbs_of(other) == []
    mails = " ".join(mail.text for mail in Message.objects.all())
    assert "changed what your role “photographer” may do" in mails
    assert "removed your role “photographer”" in mails


def test_an_administrator_who_is_made_at_the_console_stands_in_the_audit_log(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long secret of the operator")

    call_command("createsuperuser", username="owner", email="o@example.org", interactive=False)

    assert verbs_of(User.objects.get()) == ["made an administrator"]


def test_own_sessions_are_listed_and_ended_and_nobody_elses(client):
    editor = make_editor()
    phone, desk, stranger = Client(), Client(), Client()
    phone.post(
        LOGIN,
        {"username": editor.username, "password": "secret"},
        HTTP_USER_AGENT="Mozilla/5.0 (Android 15; Mobile) Gecko/140.0 Firefox/140.0",
    )
    try_password(desk, editor)
    try_password(stranger, make_editor())
    assert "Firefox, Android" in desk.get("/desk/me/sessions/").content.decode()
    on_phone = DeskSession.objects.get(browser="Firefox, Android")

    assert stranger.post(f"/desk/me/sessions/{on_phone.pk}/end/").status_code == 404
    assert is_in(phone)
    desk.post(f"/desk/me/sessions/{on_phone.pk}/end/")

    assert not is_in(phone)
    assert is_in(desk)
    assert "session ended" in verbs_of(editor)
    desk.post("/desk/logout/")
    assert not DeskSession.objects.filter(user=editor).exists()


def test_a_person_whose_login_was_closed_is_out_at_once(client):
    editor = make_editor()
    try_password(client, editor)
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert not is_in(client)
    assert try_password(client, editor).status_code == 422


def test_no_stranger_keeps_a_key_or_a_known_browser_from_its_second_factor(client):
    editor = make_editor()
    with_app(editor)
    one, another, *_ = RecoveryCodes.activate(editor).get_unused_codes()
    try_password(client, editor)
    client.post("/desk/login/code/", {"code": one})
    client.post("/desk/logout/")
    stranger = Client()
    try_password(stranger, editor)  # They know the password, too.
    answers = [stranger.post("/desk/login/code/", {"code": "000000"}) for _ in range(12)]
    assert "Too many tries" in answers[-1].content.decode()
    for _ in range(12):
        assert stranger.post("/desk/me/keys/login/", {"credential": "{}"}).status_code == 302

    try_password(client, editor)
    client.post("/desk/login/code/", {"code": another})

    assert is_in(client)


def test_whoever_confirms_too_often_is_told_to_wait(client):
    editor = make_editor()
    with_app(editor)
    client.force_login(editor)
    for _ in range(10):
        client.post("/desk/me/confirm/code/", {"code": "000000"})

    answer = client.post("/desk/me/confirm/code/", {"code": "000000"})

    assert answer.status_code == 429
    assert "tried too often" in answer.content.decode()
    assert FailedLogin.objects.count() == 10
