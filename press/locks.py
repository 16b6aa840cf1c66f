"""One at a time: a lock by name, held by PostgreSQL for all processes."""

from django.db import connection


def one_at_a_time(name: str) -> None:
    """Wait for whoever holds `name`, then hold it until the present transaction ends.

    For what no row can be locked for yet: the next free address of a day, the count of what came
    from one network. `name` says what is done, as in "addresses of 2026-11-23".
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
