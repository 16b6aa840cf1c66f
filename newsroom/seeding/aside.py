"""Indexes and foreign keys that stand aside while very many rows come in, and come back after.

Built of all rows at once they cost a fraction of what they cost row by row. Unique ones stay, so
that the newspaper's rules hold all the while. What went is written down in a table of the database,
in the transaction that drops it: whatever ends the command, the next `seed` or `migrate` brings
back what is missing, each in a transaction of its own.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

from django.db import connection, models, transaction

LIST = "seeding_set_aside"
# The costliest first, then foreign keys: two of these at once could wait for each other. Tables
# that grow this fast would be read by the autovacuum again and again, to little use.
FOUND = """
SELECT row_number() OVER (ORDER BY late, indexdef LIKE '%% USING gin %%' DESC) AS place,
  late, away, back
FROM (
  SELECT false AS late, pg_get_indexdef(indexrelid) AS indexdef,
    format('DROP INDEX %%s', indexrelid::regclass) AS away, pg_get_indexdef(indexrelid) AS back
  FROM pg_index WHERE indrelid = ANY(%(tables)s::regclass[]) AND NOT indisunique
  UNION ALL
  SELECT true, '', format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
      conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE conrelid = ANY(%(tables)s::regclass[]) AND contype = 'f'
  UNION ALL
  SELECT true, '', format('ALTER TABLE %%s SET (autovacuum_enabled = false)', name),
    format('ALTER TABLE %%s RESET (autovacuum_enabled)', name)
  FROM unnest(%(tables)s::regclass[]) AS name
) AS found
"""
SET_ASIDE = f"CREATE TABLE {LIST} AS {FOUND}"
NEXT = f"""
DELETE FROM {LIST} WHERE place = (
  SELECT place FROM {LIST} WHERE late = %s ORDER BY place LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING back
"""  # noqa: S608  # The name is ours.
BUILDING = "SET LOCAL maintenance_work_mem = '512MB'"


@transaction.atomic
def set_aside(tables: Sequence[type[models.Model]]) -> None:
    """Drop the indexes and foreign keys of these tables, and write down how to bring them back."""
    with connection.cursor() as cursor:
        cursor.execute(SET_ASIDE, {"tables": [model._meta.db_table for model in tables]})
        cursor.execute(f"SELECT away FROM {LIST}")  # noqa: S608
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def bring_back(say: Callable[[str], object]) -> None:
    """Build again what stands aside, if anything does, with as many connections as cores."""
    if not _is_anything_aside():
        return
    say("Now the indexes are built. For a million articles that takes minutes.")
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        for built in [pool.submit(_in_thread) for _ in range(cpu_count() or 1)]:
            built.result()
    _build(late=True)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {LIST}")


def _is_anything_aside() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [LIST])
        return bool(cursor.fetchone()[0])


def _in_thread() -> None:
    try:
        _build(late=False)
    finally:
        connection.close()  # Every thread has a connection of its own.


def _build(*, late: bool) -> None:
    """Take one statement after another that nobody else has taken, until none is left."""
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NEXT, [late])
            if (row := cursor.fetchone()) is None:
                return
            cursor.execute(BUILDING)
            cursor.execute(row[0])
