"""The outbox at the desk: what failed, why, and sending it again."""

import pytest
from django.contrib.auth.models import Permission

from press.history.models import Entry
from press.mail.models import Message
from tests.factories import make_administrator, make_editor

from .letters import attempt, jobs_of, order
from .smtp_server import DROP

pytestmark = pytest.mark.django_db
State = Message.State


def act(client, *chosen):
    data = {"action": "send_again", "_selected_action": [message.pk for message in chosen]}
    return client.post("/desk/mail/message/", data, follow=True)


def test_an_administrator_sends_again_what_failed_and_it_is_the_same_mail(
    client, serve, django_user_model
):
    serve(RCPT="550 No such user here")
    message = attempt(order())
    person = make_administrator()
    _allow(person, "view_message", "change_message")
    client.force_login(person)

    page = act(client, message)

    assert "1 mail is sent again." in page.content.decode()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    [entry] = Entry.objects.about(message)
    assert (entry.verb, entry.by) == ("sent again", person)

    first, second = serve(), serve(TEXT=DROP)
    assert attempt(message).state == State.UNKNOWN
    assert act(client, message).status_code == 200
    third = serve()
    assert attempt(message).state == State.SENT
    assert not first.taken
    identity = b"Message-ID: <"
    assert [line for line in second.texts[0].splitlines() if line.startswith(identity)] == [
        line for line in third.texts[0].splitlines() if line.startswith(identity)
    ]


def test_what_was_sent_or_waits_is_not_sent_again(client, serve):
    serve()
    sent, waiting = attempt(order()), order(key="test:2")
    person = make_administrator()
    _allow(person, "view_message", "change_message")
    client.force_login(person)

    page = act(client, sent, waiting)

    assert page.content.decode().count("was sent meanwhile, or waits already.") == 2
    assert jobs_of(sent).count() == jobs_of(waiting).count() == 1
    assert not Entry.objects.about(sent).exists()


def test_the_desk_shows_why_and_changes_nothing(client, serve):
    serve(RCPT="550 No such user here")
    message = attempt(order(text="Good morning, Ana."))
    person = make_editor()
    _allow(person, "view_message")
    client.force_login(person)

    listed = client.get("/desk/mail/message/?state__exact=failed&q=ana").content.decode()
    shown = client.get(f"/desk/mail/message/{message.pk}/change/").content.decode()

    assert "550 No such user here" in listed
    assert "send_again" not in listed
    assert "Good morning, Ana." in shown
    assert "_save" not in shown
    assert act(client, message).status_code == 200
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert client.post(f"/desk/mail/message/{message.pk}/delete/").status_code == 403


def _allow(person, *names):
    permissions = Permission.objects.filter(content_type__app_label="mail", codename__in=names)
    assert len(permissions) == len(names)
    person.user_permissions.add(*permissions)
