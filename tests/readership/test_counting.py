"""Counting: once per reader, article and half hour, whoever counts and whatever fails."""

import logging
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection

from articles import publishing
from press import clock
from readership.counting import Counter, Gathering, count, weight
from readership.forgetting import forget
from readership.models import DayKey, DayViews, Sighting, Total
from readership.querysets import day_of
from readership.readers import fingerprint
from tests.factories import NOON, make_article, make_editor, make_published_article
from tests.newsroom.processes import ROOT
from tests.readership.views import count_views, environ, reader

YESTERDAY = NOON - timedelta(days=1)
MIDNIGHT = NOON + timedelta(hours=12)
EARLIER = NOON - timedelta(days=60)


def minutes(number):
    return timedelta(minutes=number)


def views_of(article):
    total = Total.objects.filter(article=article).first()
    return total.views if total else 0


@pytest.fixture
def article(db):
    return make_published_article(at=EARLIER)


def test_a_view_is_counted_on_its_day_and_in_all(article):
    count([(article.pk, reader(1)), (article.pk, reader(2))], now=NOON)

    assert views_of(article) == 2
    assert DayViews.objects.get(article=article, day=day_of(NOON)).views == 2


def test_a_reader_is_counted_once_within_half_an_hour_and_again_after_it(article):
    for passed, views in [(0, 1), (1, 1), (29.99, 1), (30, 2), (45, 2), (60, 3)]:
        count([(article.pk, reader(1))], now=NOON + minutes(passed))

        assert views_of(article) == views


def test_one_reader_counts_for_each_article(article):
    other = make_published_article(at=EARLIER)

    count([(article.pk, reader(1)), (other.pk, reader(1))], now=NOON)

    assert (views_of(article), views_of(other)) == (1, 1)


def test_a_reader_is_counted_once_across_midnight_although_the_key_has_changed(article):
    count([(article.pk, reader(1))], now=MIDNIGHT - minutes(10))
    count([(article.pk, reader(1)), (article.pk, reader(2))], now=MIDNIGHT + minutes(10))
    count([(article.pk, reader(1))], now=MIDNIGHT + minutes(19))

    assert views_of(article) == 2
    assert DayKey.objects.count() == 2

    count([(article.pk, reader(1))], now=MIDNIGHT + minutes(20))

    assert views_of(article) == 3


def test_unknown_and_unpublished_articles_do_not_lose_the_others_of_the_batch(article):
    draft = make_article()
    withdrawn = make_published_article(at=EARLIER)
    publishing.withdraw(withdrawn, by=make_editor(), reason="It was wrong.")
    with clock.at(NOON):
        scheduled = make_published_article(at=NOON + timedelta(days=1))
    pks = [draft.pk, withdrawn.pk, scheduled.pk, 2**63 - 1, article.pk]

    count([(pk, reader(1)) for pk in pks], now=NOON)

    assert list(Total.objects.values_list("article", "views")) == [(article.pk, 1)]
    assert Sighting.objects.count() == 1


def test_nothing_stored_leads_back_to_a_reader_once_the_key_is_thrown_away(article):
    asked = environ(address="192.0.2.7", agent="A rare telephone")
    count([(article.pk, fingerprint(asked))], now=YESTERDAY)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'readership%'"
        )
        columns = set(cursor.fetchall())
    assert {column for table, column in columns if table == "readership_sighting"} == {
        "article",
        "reader",
        "counted_at",
    }
    assert not {c for _, c in columns if "address" in c or "agent" in c or c.startswith("ip")}
    stored = bytes(Sighting.objects.get().reader)
    with clock.at(NOON):
        forget()
    assert not DayKey.objects.exists()

    # Whoever kept the row and knows the reader asks again: another key gives another hash.
    count([(article.pk, fingerprint(asked))], now=YESTERDAY)

    assert bytes(Sighting.objects.get().reader) != stored


def test_the_key_of_yesterday_is_gone_and_that_of_today_is_kept(article):
    count([(article.pk, reader(1))], now=YESTERDAY)
    count([(article.pk, reader(1))], now=NOON)

    with clock.at(NOON):
        forget()

    assert [row.day for row in DayKey.objects.all()] == [day_of(NOON)]
    assert DayViews.objects.filter(article=article).count() == 2


def test_yesterdays_key_serves_half_an_hour_into_today_and_no_longer(article):
    count([(article.pk, reader(1))], now=MIDNIGHT - minutes(10))

    with clock.at(MIDNIGHT + minutes(29)):
        forget()
        assert DayKey.objects.exists()
    with clock.at(MIDNIGHT + minutes(32)):
        forget()
        assert not DayKey.objects.exists()


def test_forgetting_keeps_the_sightings_of_the_last_half_hour(article):
    count([(article.pk, reader(1))], now=NOON - minutes(32))
    count([(article.pk, reader(2))], now=NOON - minutes(29))

    with clock.at(NOON):
        forget()

    assert Sighting.objects.count() == 1
    count([(article.pk, reader(1)), (article.pk, reader(2))], now=NOON)
    assert views_of(article) == 3


def test_a_view_weighs_half_of_what_it_weighs_thirty_days_later():
    assert weight(NOON + timedelta(days=30)) == pytest.approx(2 * weight(NOON))


def test_the_same_view_waits_once_and_a_full_gathering_drops_the_oldest(caplog):
    gathering = Gathering(at_most=3)

    for article in (1, 2, 2, 3, 4):
        gathering.add(article, reader(1))

    assert [article for article, _ in gathering.take()] == [2, 3, 4]
    assert "1 of the oldest are lost" in caplog.text


def test_a_reader_who_sees_a_page_again_and_again_drives_no_other_view_out(caplog):
    gathering = Gathering(at_most=3)
    gathering.add(1, reader(1))

    for _ in range(5):
        gathering.add(2, reader(2))

    assert gathering.take(1) == [(1, reader(1))]
    assert gathering.take() == [(2, reader(2))]
    assert caplog.text == ""


def test_what_is_put_back_is_the_first_to_leave_when_it_gets_too_much(caplog):
    gathering = Gathering(at_most=3)
    gathering.add(1, reader(1))
    gathering.add(2, reader(1))
    taken = gathering.take()
    gathering.add(3, reader(1))
    gathering.add(4, reader(1))

    gathering.put_back(taken)

    assert [article for article, _ in gathering.take()] == [2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_views_wait_and_are_counted_when_it_is_back(caplog):
    article = make_published_article(at=EARLIER)
    counter = Counter()
    counter.gathering.add(article.pk, reader(1))
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        pid = connection.connection.info.backend_pid
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    with caplog.at_level(logging.WARNING):
        assert not counter.flush(now=NOON)
        assert not counter.flush(now=NOON)
    connection.close()

    assert len(counter.gathering) == 1
    assert caplog.text.count("are kept") == 1
    assert counter.flush(now=NOON)
    assert views_of(article) == 1
    assert len(counter.gathering) == 0


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_process_counts_what_waits_before_it_ends():
    article = make_published_article(at=EARLIER)
    counter = Counter()

    for number in range(50):
        counter.see(article.pk, reader(number))
    counter.finish()

    assert views_of(article) == 50


def test_a_forked_process_does_not_count_what_waits_in_its_parent():
    script = (
        "import os\n"
        "from readership import counting\n"
        "counting.counter.gathering.add(7, b'reader')\n"
        "if os.fork() == 0: os._exit(len(counting.counter.gathering))\n"
        "assert os.wait()[1] == 0 and len(counting.counter.gathering.take()) == 1\n"
    )

    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_each_reader_once_and_never_wait_for_each_other():
    pks = [make_published_article(at=EARLIER).pk for _ in range(3)]
    script = (
        "import sys, django; django.setup()\n"
        "from django.db import connection\n"
        "from readership.counting import count\n"
        "from tests.factories import NOON\n"
        "from tests.readership.views import reader\n"
        "name, way, *pks = sys.argv[1:]\n"
        "connection.settings_dict['NAME'] = name\n"
        "connection.ensure_connection()\n"
        "seen = [(int(pk), reader(n)) for n in range(1000) for pk in pks][::int(way)]\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "for start in range(0, 3000, 500): count(seen[start:start + 500], now=NOON)\n"
    )
    name = connection.settings_dict["NAME"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, name, way, *map(str, pks)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for way in ("1", "-1", "1")
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()

    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert [row.views for row in Total.objects.all()] == [1000, 1000, 1000]
    assert [row.views for row in DayViews.objects.all()] == [1000, 1000, 1000]


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_fails_is_counted_not_at_all():
    article = make_published_article(at=EARLIER)
    total = Total(article=article, views=2**63 - 1, faded=1.0)
    total.save()

    with pytest.raises(DatabaseError):
        count_views(article, 3, at=NOON)

    assert not Sighting.objects.exists()
    assert not DayViews.objects.exists()
