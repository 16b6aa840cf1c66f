"""The witness: the desk says when the clock ran, and the operator learns that it stands."""

from datetime import timedelta

import pytest
from django.core import mail

from newsroom.witness import look
from press import clock
from press.clock.models import Beat
from press.clock.sweep import sweep
from press.mail.models import Message
from tests.factories import make_editor, make_published_article


@pytest.mark.django_db
def test_the_desk_says_when_the_clock_ran_and_what_is_coming(client):
    client.force_login(make_editor())
    make_published_article(at=clock.now() + timedelta(days=1), headline="Tomorrow's paper")
    sweep()

    page = client.get("/desk/").content.decode()

    assert "The clock ran" in page
    assert "publish: Tomorrow&#x27;s paper" in page
    assert "stood still" not in page


@pytest.mark.django_db
def test_a_clock_that_stands_longer_than_a_minute_is_said_in_red(client):
    client.force_login(make_editor())
    Beat.objects.create(pk=1, at=clock.now() - timedelta(seconds=61))

    page = client.get("/desk/").content.decode()

    assert "The clock has stood still for 1" in page
    assert 'role="alert"' in page


@pytest.mark.django_db(transaction=True)
def test_the_operator_gets_one_mail_for_each_standstill_with_no_worker_alive(settings):
    settings.OPERATOR_MAIL = "operator@news.example"
    started = clock.now() - timedelta(hours=1)
    Beat.objects.create(pk=1, at=clock.now() - timedelta(seconds=59))
    assert not look(started)
    assert mail.outbox == []

    Beat.objects.update(at=clock.now() - timedelta(seconds=61))
    assert look(started)
    assert look(started)

    [sent] = mail.outbox
    assert sent.to == ["operator@news.example"]
    assert Message.objects.get().state == Message.State.SENT
    Beat.objects.update(at=clock.now() - timedelta(minutes=2))
    assert look(started)
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_a_newspaper_that_begins_to_run_has_a_minute_for_it(settings):
    settings.OPERATOR_MAIL = "operator@news.example"
    Beat.objects.create(pk=1, at=clock.now() - timedelta(days=1))

    assert not look(clock.now() - timedelta(seconds=30))
