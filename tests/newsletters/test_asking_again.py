"""Asking again: how often a mail goes out, which links hold, and what is written down."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from newsletters import subscribing, tokens
from newsletters.models import Asking, Subscriber
from press import clock
from press.history.models import Entry
from press.mail import letter
from press.mail.models import Message
from publication.models import Publication
from tests.factories import NOON, make_administrator

pytestmark = pytest.mark.django_db
State = Subscriber.State
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ask(email="ana@example.org", *, at=NOON, network=""):
    with clock.at(at):
        subscribing.ask(email, network=network)
    return Subscriber.objects.get(email=email)


def ask_and_leave():
    row = ask()
    with clock.at(NOON):
        subscribing.confirm(row)
        return subscribing.leave(row)


def press(client, link, *, at=NOON):
    with clock.at(at):
        return client.post(link)


def link_of(row, *, at=NOON):
    with clock.at(at):
        return tokens.confirm_path(row)


# Links


def test_an_old_link_puts_nobody_back_who_has_left(client):
    row = ask()
    link = link_of(row)
    with clock.at(NOON):
        subscribing.confirm(row)
        subscribing.leave(row)
        page = client.get(link)
    pressed = press(client, link)

    row.refresh_from_db()
    assert (page.status_code, pressed.status_code, row.state) == (410, 410, State.LEFT)


def test_a_link_from_before_leaving_stays_dead_when_they_ask_again(client):
    old = link_of(ask_and_leave())
    row = ask(at=NOON + HOUR)

    assert press(client, old, at=NOON + HOUR).status_code == 410
    row.refresh_from_db()
    assert row.state == State.UNCONFIRMED
    assert press(client, link_of(row, at=NOON + HOUR), at=NOON + HOUR).status_code == 200
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_whoever_leaves_while_the_page_is_open_is_not_put_back(client):
    row = ask()
    subscribing.leave(row)

    with pytest.raises(subscribing.NotAsked):
        subscribing.confirm(row)

    row.refresh_from_db()
    assert row.state == State.LEFT


def test_the_first_of_two_mails_still_confirms(client):
    first = link_of(ask())
    row = ask(at=NOON + HOUR)

    assert press(client, first, at=NOON + HOUR).status_code == 200
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


@pytest.mark.parametrize(
    ("later", "status"),
    [(7 * DAY, 200), (7 * DAY + timedelta(seconds=1), 410), (31 * DAY, 410)],
)
def test_a_link_ages_by_the_clock_of_the_newspaper(client, later, status):
    link = link_of(ask())

    with clock.at(NOON + later):
        assert client.get(link).status_code == status
    assert press(client, link, at=NOON + later).status_code == status


def test_a_link_to_leave_never_ages(client):
    row = ask()
    link = tokens.leave_path(row)

    assert press(client, link, at=NOON + 4000 * DAY).status_code == 200


# Mails to one address


def test_sixty_minutes_are_counted_across_the_full_hour():
    ask(at=NOON - timedelta(minutes=1))
    ask(at=NOON + timedelta(minutes=1))
    assert Message.objects.count() == 1

    ask(at=NOON + timedelta(minutes=58, seconds=59))
    assert Message.objects.count() == 1

    ask(at=NOON + timedelta(minutes=59))
    assert Message.objects.count() == 2


def test_an_address_gets_five_mails_a_day_whoever_types_it():
    for hour in range(24):
        ask(at=NOON + hour * HOUR, network=f"network {hour}")
    assert Message.objects.count() == 5

    ask(at=NOON + 24 * HOUR)
    assert Message.objects.count() == 6


def test_leaving_does_not_shorten_the_hour():
    ask_and_leave()

    row = ask(at=NOON + timedelta(minutes=59))

    assert (row.state, Message.objects.count()) == (State.LEFT, 1)


def test_an_asking_that_orders_no_mail_is_not_written_down():
    for second in range(20):
        row = ask(at=NOON + timedelta(seconds=second))
    assert Entry.objects.about(row).count() == Message.objects.count() == 1

    ask(at=NOON + HOUR)
    assert Entry.objects.about(row).count() == Message.objects.count() == 2


# Networks


@pytest.mark.parametrize("confirmed", [False, True])
def test_asking_for_a_known_address_counts_for_the_network_too(confirmed):
    row = ask()
    if confirmed:
        subscribing.confirm(row)
    for second in range(10):
        ask(at=NOON + timedelta(seconds=second), network="n")

    with pytest.raises(subscribing.TooMany):
        ask(at=NOON + timedelta(seconds=10), network="n")
    ask(at=NOON + timedelta(seconds=10), network="another")
    ask(at=NOON + HOUR, network="n")


def test_a_network_is_forgotten_after_its_hour():
    ask(network="n")
    ask("ben@example.org", at=NOON + HOUR, network="another")

    assert [row.network for row in Asking.objects.all()] == ["another"]


# Rows


def test_asking_again_after_leaving_clears_all_dates():
    ask_and_leave()

    row = ask(at=NOON + HOUR)

    assert (row.state, row.confirmed_at, row.left_at) == (State.UNCONFIRMED, None, None)
    assert row.asked_at == NOON + HOUR


@pytest.mark.parametrize(
    "facts",
    [
        {"state": State.UNCONFIRMED, "confirmed_at": NOON},
        {"state": State.UNCONFIRMED, "left_at": NOON},
        {"state": State.CONFIRMED},
        {"state": State.CONFIRMED, "confirmed_at": NOON, "left_at": NOON},
        {"state": State.LEFT},
        {"state": "away"},
    ],
)
def test_the_database_refuses_a_state_without_its_dates(facts):
    row = ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.filter(pk=row.pk).update(**facts)


def test_the_desk_takes_off_the_list_in_the_name_of_a_person(client):
    row, admin = ask(), make_administrator()
    client.force_login(admin)

    client.post(
        reverse("admin:newsletters_subscriber_changelist"),
        {"action": "take_off", "_selected_action": [row.pk]},
    )

    assert Entry.objects.about(row).get(verb="left").by == admin


def test_a_reader_leaves_in_nobodys_name(client):
    row = ask()

    client.post(tokens.leave_path(row))

    assert Entry.objects.about(row).get(verb="left").by is None


def test_an_address_is_looked_up_by_its_index():
    ask()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask("ana@example.org")

    [lookup] = [
        query["sql"]
        for query in queries
        if "FOR UPDATE" in query["sql"] and "LOWER" in query["sql"]
    ]
    assert "UPPER(" not in lookup
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + lookup)
        assert "subscriber_once" in " ".join(line for (line,) in cursor.fetchall())


# The mail


def test_both_parts_of_the_mail_say_the_same_and_the_page_part_is_escaped():
    publication = Publication.objects.current()
    publication.name = "Tick & <b>Tack</b>"
    publication.save()

    ask()

    mail = Message.objects.get()
    assert "Tick &amp; &lt;b&gt;Tack&lt;/b&gt;" in mail.html
    assert "Tick & <b>Tack</b>" in mail.text
    body = mail.html.partition("<body>")[2]
    assert unescape(strip_tags(body)).split() == mail.text.split()
    [shown] = re.findall(r"http\S+", mail.text)
    assert re.findall(r'href="([^"]+)"', mail.html) == [shown]
    parts = [part.get_content_type() for part in letter.compose(mail).message().walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
