"""Web processes on the database of this test run."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from press.pages.keys import EVERYTHING, touch
from tests.newsroom.processes import address_of

from .servers import Server, servers


@pytest.fixture(scope="module")
def four_servers(django_db_setup, django_db_blocker) -> Iterator[list[Server]]:
    with django_db_blocker.unblock():
        database = address_of(connection.get_connection_params())
    with servers(database, 4, WEB_THREADS="16") as started:
        yield started


@pytest.fixture
def site(four_servers: list[Server], transactional_db: None) -> list[Server]:
    """Four processes and an empty database that the test fills; nothing kept from before."""
    touch([EVERYTHING])
    return four_servers


@pytest.fixture
def line(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of one's own to the same database."""
    address = address_of(connection.get_connection_params())
    with psycopg.connect(address, autocommit=True) as own:
        yield own
