"""Sending, against a real SMTP server that follows a script."""

import socket
from datetime import timedelta

import pytest

from press import clock
from press.mail.models import Message
from press.mail.tasks import send_message
from tests.factories import NOON

from .letters import attempt, jobs_of, mailers, order
from .smtp_server import DROP, SPLIT

pytestmark = pytest.mark.django_db
State = Message.State


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
