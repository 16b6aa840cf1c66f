"""PostgreSQL goes away under a running server: calm pages, no word lost, and back by itself."""

import os
import signal
import subprocess
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.db import InterfaceError, OperationalError, connection
from psycopg import errors

from newsroom.errors import is_away
from publication.models import Publication
from tests.factories import make_published_article
from tests.newsroom.processes import (
    PYTHON,
    ROOT,
    address_of,
    collect_static,
    environment,
    free_port,
    until,
)
from tests.newsroom.relay import Relay

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def away(transactional_db, tmp_path_factory):
    """A German newspaper under a real server; yields its address and its line to PostgreSQL."""
    Publication.objects.current()
    Publication.objects.update(name="Der Meridian", language="de")
    folder = tmp_path_factory.mktemp("pg")
    facts = connection.get_connection_params()
    relay = Relay(folder, f"{facts['host']}/.s.PGSQL.{facts.get('port') or 5432}")
    port = free_port()
    wishes = environment(
        **{"DEMO": "true", "SECRET_KEY": "tests", "PORT": str(port), "LOG_LEVEL": "ERROR"},
        DATABASE_URL=address_of(facts | {"host": folder, "port": 5432}),
        DJANGO_SETTINGS_MODULE="newsroom.settings",
    )
    collect_static(wishes)
    command = [PYTHON, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--blocking-threads", "4", "newsroom.serving:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=wishes, start_new_session=True)
    site = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(site + "/health/ready"))
        yield site, relay
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)
        relay.go_away()


def answers(address):
    try:
        return ask(address)[0] == 200
    except OSError:
        return False


def ask(address, sent=None, **headers):
    """Return status, headers and page."""
    data = urlencode(sent).encode() if sent else None
    try:
        with urlopen(Request(address, data, headers), timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read().decode()


def test_readers_get_a_calm_page_their_words_and_soon_the_newspaper_again(away):
    site, relay = away
    article = make_published_article(headline="Lanes stay open", comments="open")
    page = site + article.get_absolute_url()
    assert "Lanes stay open" in ask(page)[2]  # So the process knows its newspaper.

    relay.go_away()
    until(lambda: ask(page)[1]["Page-State"] == "database-away")
    assert "Lanes stay open" in ask(page)[2]
    status, headers, words = ask(f"{site}/authors/ingrid-solheim/")
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "60", "no-store")
    assert '<html lang="de" dir="ltr">' in words
    assert "Gleich wieder da" in words
    assert "Der Meridian" in words

    reply = {"text": "One <b>captain</b> in that room.", "name": "Torsten", "parent": "7"}
    status, headers, words = ask(f"{page}comments/", reply, **OUR_PAGE)
    assert (status, headers["Retry-After"]) == (503, "60")
    assert "One &lt;b&gt;captain&lt;/b&gt; in that room.</textarea>" in words
    assert 'value="Torsten"' in words
    assert '<input type="hidden" name="parent" value="7">' in words
    assert f'action="{article.get_absolute_url()}comments/"' in words
    assert "Noch nicht gesendet" in words

    status, _headers, words = ask(f"{site}/newsletters/subscribe/", {"email": "a@example.org"})
    assert status == 503
    assert 'value="a@example.org"' in words

    login = {"username": "ingrid", "password": "a secret", "csrfmiddlewaretoken": "x"}
    status, _headers, words = ask(f"{site}/desk/login/", login)
    assert "a secret" not in words

    relay.come_back()
    began = time.monotonic()
    until(lambda: answers(page))
    assert time.monotonic() - began < 15


def test_only_a_database_that_cannot_be_reached_is_away():
    def because(kind, cause):
        error = kind("words")
        error.__cause__ = cause
        return error

    assert is_away(because(OperationalError, errors.OperationalError("no route to it")))
    assert is_away(because(OperationalError, errors.AdminShutdown("it stops")))
    assert is_away(because(OperationalError, errors.TooManyConnections("full")))
    assert is_away(because(InterfaceError, errors.InterfaceError("the connection is closed")))
    assert not is_away(because(OperationalError, errors.DeadlockDetected("you lost")))
    assert not is_away(because(OperationalError, errors.QueryCanceled("too slow")))
    assert not is_away(ValueError("words"))
