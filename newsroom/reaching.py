"""Whether the database can be reached, in one sentence for a person."""

from django.db import connection
from psycopg import OperationalError, connect


def why_unreachable() -> str | None:
    """Try to connect without the pool, which hides reasons; None means that it worked."""
    parameters = connection.get_connection_params() | {"connect_timeout": 5}
    try:
        connect(**parameters).close()
    except OperationalError as problem:
        reason = " ".join(str(problem).split()).rstrip(".")
        return f"The database can't be reached ({reason}): check DATABASE_URL and that it runs."
    return None
