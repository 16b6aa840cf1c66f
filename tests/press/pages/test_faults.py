"""A database that ends, hangs and comes back, below real web processes."""

import time
from collections.abc import Iterator

import pytest

from tests.newsroom.processes import PYTHON, run, until

from .servers import ROOT, PrivatePostgres, Server, servers

FILL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import make_published_article
print(make_published_article(headline="Ferry leaves").get_absolute_url())
"""
TELL = """
import django
django.setup()
from press.pages.keys import EVERYTHING, touch
from publication.models import Publication
Publication.objects.update(name="After the fault")
"""
SOON_MIDNIGHT = """
import django
django.setup()
from datetime import timedelta
from press import clock
from press.clock import moments
from publication.models import TODAY_KEY
due = clock.now() + timedelta(seconds=3)
moments.expect("another midnight", due, [TODAY_KEY])
print(due.timestamp())
"""
AWAY = "database-away"


def do(postgres: PrivatePostgres, script: str) -> str:
    wishes = {"DEMO": "true", "SECRET_KEY": "tests", "DATABASE_URL": postgres.address}
    done = run(
        [PYTHON, "-c", script], ROOT, wishes | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def postgres(tmp_path_factory) -> Iterator[PrivatePostgres]:
    own = PrivatePostgres(tmp_path_factory.mktemp("faults"))
    own.start()
    yield own
    own.thaw()
    own.stop()


@pytest.fixture(scope="module")
def path(postgres) -> str:
    return do(postgres, FILL)


@pytest.fixture(scope="module")
def server(postgres, path) -> Iterator[Server]:
    with servers(postgres.address, 1, WEB_THREADS="16") as [started]:
        yield started


@pytest.fixture
def kept(server, path) -> str:
    """The tag of an article's page that the server keeps, and is sure of."""
    until(lambda: "page-state" not in server.ask(path).headers)
    return server.ask(path).headers["etag"]


def state_of(reply) -> str:
    return reply.headers.get("page-state", "")


def test_a_database_that_ends_leaves_readers_their_pages_and_comes_back(
    postgres, server, path, kept
):
    postgres.stop()

    until(lambda: state_of(server.ask(path)) == AWAY, 10)
    away = [server.ask(path) for _ in range(20)]
    missing = server.ask("/2001/01/01/never-asked-for/")
    sent = server.ask(f"{path}comments/", "POST")
    postgres.start()
    do(postgres, TELL)
    until(lambda: "After the fault" in server.ask(path), 10)

    assert {(reply.status, reply.headers["etag"]) for reply in away} == {(200, kept)}
    assert missing.status == sent.status == 503
    assert "Retry-After".lower() in missing.headers
    assert state_of(server.ask(path)) == ""


def test_a_database_that_hangs_costs_readers_nothing(postgres, server, path, kept):
    postgres.freeze()
    frozen_at = time.monotonic()
    try:
        until(lambda: state_of(server.ask(path, timeout=5)) == AWAY, 10)
        noticed = time.monotonic() - frozen_at
        began = time.monotonic()
        away = [server.ask(path, timeout=5) for _ in range(50)]
        took = time.monotonic() - began
    finally:
        postgres.thaw()

    assert noticed < 7
    assert {reply.headers["etag"] for reply in away} == {kept}
    assert took < 2
    until(lambda: state_of(server.ask(path)) == "", 10)


def test_what_the_clock_made_old_is_still_there_while_the_database_is_away(
    postgres, server, path, kept
):
    due = do(postgres, SOON_MIDNIGHT)
    postgres.stop()
    try:
        until(lambda: state_of(server.ask(path)) == AWAY, 10)
        time.sleep(max(0.0, float(due) - time.time()) + 0.5)

        assert server.ask(path).status == 200
    finally:
        postgres.start()
    until(lambda: state_of(server.ask(path)) == "", 10)
