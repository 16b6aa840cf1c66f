"""The outbox: ordering mails with the transaction, and what was claimed and never settled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from press import clock
from press.mail import outbox, sending
from press.mail.models import Message
from tests.factories import NOON

from .letters import jobs_of, order

pytestmark = pytest.mark.django_db
State = Message.State

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
