"""Whether a connection of the pool is still good."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings

from newsroom import connections


def connect() -> psycopg.Connection:
    facts = settings.DATABASES["default"]
    return psycopg.connect(
        host=facts["HOST"],
        port=facts["PORT"],
        user=facts["USER"],
        password=facts["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


@pytest.fixture
def server() -> Iterator[psycopg.Connection]:
    with connect() as connection:
        yield connection


def test_a_connection_that_the_server_has_ended_is_refused(server):
    with connect() as connection:
        connections.check(connection)
        server.execute("SELECT pg_terminate_backend(%s, 10000)", [connection.info.backend_pid])

        with pytest.raises(psycopg.OperationalError):
            connections.check(connection)


def test_a_connection_at_work_is_checked_without_asking_the_server(server):
    def last_asked() -> object:
        asked = "SELECT state_change FROM pg_stat_activity WHERE pid = %s"
        return server.execute(asked, [connection.info.backend_pid]).fetchone()

    with connect() as connection:
        connections.check(connection)
        before = last_asked()
        connections.check(connection)
        after = last_asked()

        connection.asked_at -= connections.SILENT_SECONDS + 1  # type: ignore[attr-defined]
        connections.check(connection)

        assert before == after != last_asked()
