"""Real web processes: what they hear, what they do if they don't, what a crowd does to them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import psycopg
from django.db import connection, transaction

from articles import publishing, writing
from articles.content import Content
from press import clock
from press.pages.keys import EVERYTHING, touch
from publication.models import Publication
from tests.factories import make_article, make_editor, make_published_article
from tests.newsroom.processes import until

from .servers import listeners

SOON = 0.25


class RolledBack(Exception):
    """What the test raises to take its own change back."""


def tags_of(replies):
    return [reply.headers.get("etag") for reply in replies]


def test_a_page_is_the_same_bytes_and_the_same_tag_in_all_processes_and_stays(site):
    article = make_published_article()

    first = [server.ask(article.get_absolute_url()) for server in site]
    again = [server.ask(article.get_absolute_url()) for server in site]

    assert {reply.status for reply in first} == {200}
    assert len({reply.body for reply in first}) == 1
    assert len({*tags_of(first), *tags_of(again)}) == 1


def test_a_change_is_seen_in_all_processes_within_a_quarter_of_a_second(site):
    article = make_published_article(headline="Ferry leaves")
    path = article.get_absolute_url()
    for server in site:
        assert "Ferry leaves" in server.ask(path)
        assert "Ferry leaves" in server.ask("/")

    publishing.withdraw(article, by=make_editor(), reason="It had left before.")
    time.sleep(SOON)

    for server in site:
        assert server.ask(path).status == 410
        assert "Ferry leaves" not in server.ask("/")


def test_a_change_that_is_rolled_back_purges_nothing(site):
    make_published_article(headline="Ferry leaves")
    time.sleep(SOON)
    seen = {server.ask("/").headers["etag"] for server in site}

    with suppress(RolledBack), transaction.atomic():
        make_published_article(headline="Nobody shall read this")
        touch([EVERYTHING])
        raise RolledBack
    # Changed past all verbs: who made the page anew would show it.
    Publication.objects.update(name="Untold")
    time.sleep(SOON)

    assert {server.ask("/").headers["etag"] for server in site} == seen
    assert all("Untold" not in server.ask("/") for server in site)


def test_a_scheduled_article_appears_in_its_second_without_a_visit_or_a_job(site):
    due = clock.now() + timedelta(seconds=2)
    article = make_published_article(at=due, headline="Curtain rises")
    path = article.get_absolute_url()
    for server in site:
        assert "Curtain rises" not in server.ask("/")
        assert server.ask(path).status == 404

    time.sleep((due - clock.now()).total_seconds() + SOON)

    for server in site:
        assert "Curtain rises" in server.ask("/")
        assert server.ask(path).status == 200


def test_an_article_that_was_rescheduled_appears_at_the_new_moment(site):
    later = clock.now() + timedelta(hours=1)
    article = make_published_article(at=later, headline="Curtain rises")
    assert all("Curtain rises" not in server.ask("/") for server in site)

    soon = clock.now() + timedelta(seconds=1)
    publishing.reschedule(article, by=make_editor(), at=soon)
    assert all("Curtain rises" not in server.ask("/") for server in site)
    time.sleep((soon - clock.now()).total_seconds() + SOON)

    assert all("Curtain rises" in server.ask("/") for server in site)


def test_a_killed_listener_comes_back_and_believes_nothing_from_before(site, line):
    make_published_article(headline="Ferry leaves")
    time.sleep(SOON)
    for server in site:
        assert "Ferry leaves" in server.ask("/")

    # At least: another server of this test run may listen to the same database.
    deaf = until(lambda: len(found := listeners(line)) >= len(site) and found)
    # Changed past all verbs: only one who mistrusts what is kept can see it.
    Publication.objects.update(name="The Untold")
    for pid in deaf:
        line.execute("SELECT pg_terminate_backend(%s)", [pid])

    until(lambda: all("The Untold" in server.ask("/") for server in site), 4)
    until(lambda: len(set(listeners(line)) - set(deaf)) >= len(deaf), 4)
    Publication.objects.update(name="Untold again")
    time.sleep(SOON)
    assert all("The Untold" in server.ask("/") for server in site)


def scans_of(line, table):
    """How often the table was looked into, once all web processes have told what they did.

    A backend tells at the latest when it ends, so all of them end but those that listen.
    """
    heard = listeners(line)
    asking = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    others = f"{asking} AND backend_type = 'client backend' AND pid <> ALL(%s)"
    line.execute(f"SELECT pg_terminate_backend(pid, 10000) {others}", [heard])
    line.execute("SELECT pg_stat_clear_snapshot()")
    row = line.execute(
        "SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) FROM pg_stat_user_tables"
        " WHERE relname = %s",
        [table],
    ).fetchone()
    return row[0]


def test_a_crowd_at_an_unready_page_gets_it_by_one_rendering_in_each_process(site, line):
    path = make_published_article().get_absolute_url()
    connection.close()
    # The page of an article looks into this table once, and nothing else here does. (Where tables
    # are joined the planner looks too, as often as it likes.)
    before = scans_of(line, "articles_correction")
    for server in site[:2]:  # They connect anew.
        assert server.ask("/").status == 200

    with ThreadPoolExecutor(60) as readers:
        replies = list(readers.map(lambda number: site[number % 2].ask(path), range(1000)))

    assert {reply.status for reply in replies} == {200}
    assert scans_of(line, "articles_correction") - before == 2


def test_readers_of_other_pages_do_not_wait_for_a_page_that_is_being_made(site, line):
    path = make_published_article().get_absolute_url()
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
    table = ["articles_relatedarticle"]

    with ThreadPoolExecutor(16) as readers, psycopg.connect(line.info.dsn) as holding:
        holding.execute("LOCK TABLE articles_relatedarticle IN ACCESS EXCLUSIVE MODE")
        crowd = [readers.submit(site[number % 2].ask, path) for number in range(16)]
        until(lambda: line.execute(waiting, table).fetchone() == (2,))
        others = [server.ask("/").status for server in site[:2]]

        assert others == [200, 200]
        assert line.execute(waiting, table).fetchone() == (2,)
        holding.rollback()

    # Who would have waited for more than five seconds is asked to come again.
    assert {one.result().status for one in crowd} <= {200, 503}


def test_purging_everything_under_load_is_an_error_for_nobody(site):
    paths = ["/", *(make_published_article().get_absolute_url() for _ in range(30))]
    over = threading.Event()

    def read(number: int) -> set[int]:
        found = set()
        while not over.is_set():
            for path in paths[number % 7 :: 2]:
                found.add(site[number % 2].ask(path).status)
        return found

    with ThreadPoolExecutor(32) as readers:
        reading = [readers.submit(read, number) for number in range(32)]
        for _ in range(5):
            touch([EVERYTHING])
            time.sleep(0.5)
        over.set()

    assert set().union(*(one.result() for one in reading)) == {200}


def test_invented_addresses_take_no_room_and_leave_real_pages_alone(site):
    make_published_article(headline="Ferry leaves")
    time.sleep(SOON)
    server = site[0]
    tag = server.ask("/").headers["etag"]
    Publication.objects.update(name="Untold")

    for number in range(200):
        assert server.ask(f"/no-such-thing-{number}/").status == 404
        server.ask(f"/?utm_source={number}")
        server.ask(f"/search/?q=ferry{number}")

    assert server.ask("/?utm_source=letter").headers["etag"] == tag


def test_a_crowd_of_readers_never_sees_a_state_older_than_what_was_told(site):
    editor = make_editor()
    article = make_published_article(headline="State 0")
    path = article.get_absolute_url()
    told = [0]
    wrong: list[tuple[int, str]] = []
    over = threading.Event()

    def read(server) -> None:
        while not over.is_set():
            least = told[0]
            page = server.ask(path).body.decode()
            shown = int(page.partition("State ")[2].partition("<")[0].split()[0].strip("–—|"))
            if shown < least:
                wrong.append((least, str(shown)))

    with ThreadPoolExecutor(8) as readers:
        reading = [readers.submit(read, site[number % 4]) for number in range(8)]
        for state in range(1, 15):
            content = replace(Content.of(article), headline=f"State {state}")
            article = writing.revise(article, content, by=editor)
            time.sleep(SOON)
            told[0] = state
        over.set()
        for one in reading:
            one.result()

    assert wrong == []


def test_a_draft_is_nowhere(site):
    make_article(headline="Nobody shall read this")

    assert all("Nobody shall read this" not in server.ask("/") for server in site)
