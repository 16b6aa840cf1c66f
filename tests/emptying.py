"""How the database is emptied after a test that commits: by rows instead of by files."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

# Procrastinate's tables aren't Django's: jobs that a test left would wait for the next one.
QUEUE = (
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_jobs",
    "procrastinate_workers",
)
# A hundred tables hold a few rows. TRUNCATE gives each of them and of its indexes new files, which
# takes seconds on a busy machine. The locks are those of TRUNCATE: what another process still
# writes is waited for. No trigger runs, neither of a foreign key nor of a table that refuses it.
EMPTY = """
DO $$ BEGIN
    LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE;
    PERFORM set_config('session_replication_role', 'replica', true);
    {deletions};
END $$
"""
COUNT_ANEW = """
SELECT setval(counter.oid, 1, false)
FROM pg_class counter
JOIN pg_depend ON pg_depend.objid = counter.oid AND pg_depend.deptype IN ('a', 'i')
WHERE counter.relkind = 'S' AND pg_depend.refobjid = ANY (ARRAY[{names}]::regclass[])
"""


def delete_rows(
    operations: DatabaseOperations, style: Any, tables: Sequence[str], **options: Any
) -> list[str]:
    """Stand for DatabaseOperations.sql_flush; for a superuser, as at the embedded server."""
    if not tables:
        return []
    quoted = [operations.quote_name(table) for table in tables]
    deletions = "; ".join(f"DELETE FROM {table}" for table in (*quoted, *QUEUE))
    statements = [EMPTY.format(tables=", ".join(quoted), deletions=deletions)]
    if options.get("reset_sequences"):
        statements.append(COUNT_ANEW.format(names=", ".join(f"'{table}'" for table in quoted)))
    return statements
