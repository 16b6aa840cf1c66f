"""The outbox, against a real SMTP server that follows a script."""

import socket
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from press import clock
from press.history.models import Entry
from press.mail import outbox, sending
from press.mail.models import Message
from press.mail.tasks import send_message
from tests.factories import NOON, make_administrator, make_editor
from tests.press.smtp_server import DROP, SPLIT, ScriptedServer

pytestmark = pytest.mark.django_db
State = Message.State


def order(**facts):
    facts.setdefault("key", "test:1")
    facts.setdefault("recipient", "ana@example.org")
    facts.setdefault("subject", "The Meridian asks you to confirm")
    facts.setdefault("text", "Good morning.\n")
    return outbox.post(**facts)


def mailers(port, **options):
    options = {"host": "127.0.0.1", "port": port, "timeout": 5} | options
    return {"default": {"BACKEND": "press.mail.smtp.EmailBackend", "OPTIONS": options}}


@pytest.fixture
def serve(settings):
    """Start a scripted server that the outbox uses: `serve(RCPT="550 No such user")`."""
    servers = []

    def start(**script):
        server = ScriptedServer(**script)
        servers.append(server.__enter__())
        settings.MAILERS = mailers(server.port)
        return server

    yield start
    for server in servers:
        server.__exit__()


def attempt(message):
    """Run the job of a message once, and return the row as it is then."""
    send_message(message_id=message.pk)
    return Message.objects.get(pk=message.pk)


def jobs_of(message):
    return ProcrastinateJob.objects.filter(
        task_name="press.mail.tasks.send_message", args={"message_id": message.pk}
    )


# Ordering


def test_ordering_a_mail_writes_one_row_and_one_job():
    with clock.at(NOON):
        message = order(headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})

    assert (message.state, message.queued_at, message.attempts) == (State.WAITING, NOON, 0)
    assert [job.queue_name for job in jobs_of(message)] == ["ordinary"]


def test_a_mail_that_somebody_waits_for_goes_to_the_urgent_queue():
    assert [job.queue_name for job in jobs_of(order(urgent=True))] == ["urgent"]


def test_the_same_key_gives_the_first_row_and_orders_nothing():
    first = order(text="One.")

    second = order(text="Two.", recipient="ben@example.org")

    assert second == first
    assert (second.text, second.recipient) == ("One.", "ana@example.org")
    assert jobs_of(first).count() == 1


def test_row_and_job_go_with_the_transaction_that_ordered_them():
    with transaction.atomic():
        order()
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name=outbox.SEND).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"subject": "Hello\r\nBcc: everybody@example.org"},
        {"subject": "Hello\nBcc: everybody@example.org"},
        {"subject": "Hello\x0bBcc: everybody@example.org"},
        {"subject": "Hello\u2028Bcc"},
        {"subject": "Hello\0"},
        {"subject": "  "},
        {"subject": "x" * 301},
        {"recipient": "ana@example.org\nBcc: everybody@example.org"},
        {"recipient": "ana@example.org, ben@example.org"},
        {"recipient": "Ana <ana@example.org>"},
        {"recipient": "ana"},
        {"recipient": ""},
        {"recipient": "ana@" + "x." * 130 + "org"},
        {"headers": {"X-One": "two\r\nBcc: everybody@example.org"}},
        {"headers": {"X-One\r\nBcc": "everybody@example.org"}},
        {"headers": {"bcc": "everybody@example.org"}},
        {"headers": {"From": "editor@example.org"}},
        {"headers": {"X-Long": "x" * 901}},
        {"text": "One\0two"},
        {"html": "<p>\0</p>"},
        {"key": ""},
        {"key": "k" * 201},
    ],
)
def test_no_header_can_be_broken_out_of_and_rubbish_is_refused(facts):
    with pytest.raises(ValueError, match=r"."):
        order(**facts)

    assert not Message.objects.exists()


def test_the_database_refuses_states_without_their_facts():
    message = order()
    for wrong in (
        {"state": "lost"},
        {"state": State.SENT},
        {"state": State.SENDING},
        {"state": State.UNKNOWN, "claimed_at": NOON},
        {"state": State.FAILED, "claimed_at": NOON},
        {"sent_at": NOON},
        {"key": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**wrong)


# Sending


def test_a_mail_arrives_with_its_headers_as_they_were_written(serve):
    server = serve()
    address = "<https://news.example/newsletters/leave/" + "Yb1Ff2Cq1E4z" * 10 + "/>"
    headers = {
        "List-Unsubscribe": address,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    message = order(
        recipient="ana@bücher.example",
        subject="Grüße aus København · ٱلْعَرَبِيَّة",
        text="Guten Morgen, Zoë.\n.\nOne dot above.\n",
        html="<p>Guten Morgen, Zoë.</p>",
        headers=headers,
    )

    with clock.at(NOON):
        row = attempt(message)

    assert (row.state, row.sent_at, row.attempts, row.last_error) == (State.SENT, NOON, 1, "")
    [mail] = server.taken
    assert f"List-Unsubscribe: {address}\r\n".encode() in server.texts[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Subject"] == message.subject
    assert server.recipients == ["<ana@xn--bcher-kva.example>"]
    plain = mail.get_body(("plain",)).get_content()
    assert plain.splitlines() == ["Guten Morgen, Zoë.", ".", "One dot above."]
    assert mail.get_body(("html",)).get_content().strip() == "<p>Guten Morgen, Zoë.</p>"


def test_a_mail_that_was_sent_is_not_sent_by_a_job_that_runs_twice(serve):
    server = serve()
    message = order()

    attempt(message)
    attempt(message)

    assert len(server.taken) == 1


def test_a_job_whose_mail_is_gone_does_nothing():
    send_message(message_id=987_654)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ({"GREETING": DROP}, "closed"),
        ({"GREETING": "554 no service here"}, "no service here"),
        ({"GREETING": "421 too busy"}, "too busy"),
        ({"EHLO": "550 who are you"}, "who are you"),
        ({"EHLO": DROP}, "closed"),
        ({"MAIL": "451 later"}, "451 later"),
        ({"MAIL": "421 going down"}, "421 going down"),
        ({"MAIL": DROP}, "closed"),
        ({"RCPT": "451 greylisted"}, "451 greylisted"),
        ({"RCPT": DROP}, "closed"),
        ({"DATA": "452 disk full"}, "452 disk full"),
        ({"DATA": DROP}, "closed"),
        ({"TEXT": "451 try again"}, "451 try again"),
        ({"TEXT": "421 going down"}, "421 going down"),
    ],
)
def test_what_was_certainly_not_taken_waits_and_is_tried_again(serve, settings, script, words):
    failing = serve(**script)
    message = order(urgent=True)

    with clock.at(NOON):
        row = attempt(message)

    assert (row.state, row.attempts) == (State.WAITING, 1)
    assert row.due_at == NOON + timedelta(minutes=1)
    assert words in row.last_error
    assert [job.queue_name for job in jobs_of(message)] == ["urgent", "urgent"]
    assert jobs_of(message).filter(scheduled_at=row.due_at).count() == 1
    assert not failing.taken

    working = serve()
    assert attempt(message).state == State.SENT
    assert len(working.taken) == 1


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ({"MAIL": "550 you are blocked"}, "550 you are blocked"),
        ({"RCPT": "550 No such user here"}, "550 No such user here"),
        ({"RCPT": "550-No such\r\n550 user"}, "550 No such user"),
        ({"DATA": "554 no valid recipients"}, "554 no valid recipients"),
        ({"TEXT": "554 looks like spam"}, "554 looks like spam"),
        ({"TEXT": "552 too big", "RSET": DROP}, "552 too big"),
        ({"RCPT": "550 caf\xe9 \0 only"}, "550 caf"),
    ],
)
def test_a_refusal_for_good_fails_with_the_servers_words(serve, script, words):
    serve(**script)
    message = order()

    row = attempt(message)

    assert row.state == State.FAILED
    assert words in row.last_error
    assert jobs_of(message).count() == 1


@pytest.mark.parametrize("end", [DROP, SPLIT, "rubbish", "250" + "x" * 9000, "354 go on"])
def test_a_line_lost_while_it_might_have_been_taken_is_not_known_and_not_repeated(serve, end):
    server = serve(TEXT=end)
    message = order(text="A long text.\n" * 300_000 if end is SPLIT else "Short.")

    row = attempt(message)
    again = attempt(message)

    assert row.state == again.state == State.UNKNOWN
    assert row.last_error
    assert server.seen["MAIL"] == 1
    assert jobs_of(message).count() == 1


def test_silence_after_the_text_is_not_known_either(serve, settings, monkeypatch):
    import threading

    from press.mail import smtp

    monkeypatch.setattr(smtp, "ANSWER_SECONDS", 0.2)
    silence = threading.Event()
    server = serve(TEXT=silence)
    message = order()

    row = attempt(message)

    silence.set()
    assert row.state == State.UNKNOWN
    assert "timed out" in row.last_error
    assert len(server.texts) == 1


@pytest.mark.parametrize("farewell", [DROP, "500 " + "x" * 9000, "554 whatever"])
def test_trouble_after_the_mail_was_taken_changes_nothing(serve, farewell):
    server = serve(QUIT=farewell)

    row = attempt(order())

    assert row.state == State.SENT
    assert len(server.taken) == 1


def test_any_positive_answer_means_taken(serve):
    serve(TEXT="251 taken, will forward")

    assert attempt(order()).state == State.SENT


def test_a_refused_connection_is_tried_again(settings):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    settings.MAILERS = mailers(port)

    row = attempt(order())

    assert row.state == State.WAITING
    assert "refused" in row.last_error


def test_a_server_that_accepts_and_says_nothing_is_tried_again(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAILERS = mailers(silent.getsockname()[1], timeout=0.2)

        row = attempt(order())

    assert row.state == State.WAITING
    assert "timed out" in row.last_error


def test_a_server_without_tls_or_login_is_the_operators_trouble_and_is_tried_again(serve, settings):
    server = serve()
    for options in ({"use_tls": True}, {"username": "news", "password": "secret"}):
        settings.MAILERS = mailers(server.port, **options)

        row = attempt(order(key=str(options)))

        assert row.state == State.WAITING
    assert not server.seen["MAIL"]


def test_after_nine_attempts_in_less_than_a_day_it_has_failed(serve):
    server = serve(RCPT="451 greylisted")
    with clock.at(NOON):
        message = order()

    now, moments = NOON, []
    while message.state == State.WAITING:
        with clock.at(now):
            message = attempt(message)
        moments.append(now)
        now = message.due_at

    assert (message.state, message.attempts, server.seen["RCPT"]) == (State.FAILED, 9, 9)
    assert timedelta(hours=20) < moments[-1] - moments[0] < timedelta(hours=24)
    assert jobs_of(message).count() == 9
    assert "451 greylisted" in message.last_error


def test_an_address_that_the_server_cannot_be_told_fails_with_words(serve, settings):
    settings.DEFAULT_FROM_EMAIL = "zoë@example.org"
    server = serve()

    row = attempt(order())

    assert row.state == State.FAILED
    assert "zoë" in row.last_error
    assert not server.taken


def test_a_backend_that_does_not_say_how_far_it_came_leaves_it_unknown(serve, settings):
    server = serve(MAIL=DROP)
    settings.MAILERS = mailers(server.port)
    settings.MAILERS["default"]["BACKEND"] = "django.core.mail.backends.smtp.EmailBackend"

    assert attempt(order()).state == State.UNKNOWN


# What was claimed and never settled


def test_what_is_claimed_for_fifteen_minutes_is_unknown():
    lost, fresh = order(), order(key="test:2")
    with clock.at(NOON):
        sending._claim(lost.pk)
    with clock.at(NOON + timedelta(minutes=14)):
        sending._claim(fresh.pk)

    with clock.at(NOON + timedelta(minutes=16)):
        assert sending.give_up_lost() == 1

    lost.refresh_from_db()
    fresh.refresh_from_db()
    assert (lost.state, fresh.state) == (State.UNKNOWN, State.SENDING)
    assert lost.last_error


def test_a_sender_that_was_only_slow_says_what_it_knows_even_then(serve):
    message = order()
    with clock.at(NOON):
        claimed = sending._claim(message.pk)
    with clock.at(NOON + timedelta(minutes=16)):
        sending.give_up_lost()

    assert sending._settle(claimed, State.SENT, sent_at=NOON, last_error="")

    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_sender_that_was_slow_does_not_undo_what_a_person_decided():
    message = order()
    with clock.at(NOON):
        claimed = sending._claim(message.pk)
    with clock.at(NOON + timedelta(minutes=16)):
        sending.give_up_lost()
        outbox.resend(message)

    assert not sending._settle(claimed, State.SENT, sent_at=NOON, last_error="")

    message.refresh_from_db()
    assert message.state == State.WAITING


# Sending again, at the desk


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
    from django.contrib.auth.models import Permission

    permissions = Permission.objects.filter(content_type__app_label="mail", codename__in=names)
    assert len(permissions) == len(names)
    person.user_permissions.add(*permissions)
