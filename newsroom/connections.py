"""Whether a connection of the pool still works, mostly without asking the database.

The pool's own question is a way to the database and back for each page. But a server that ends
closes its connections, and the kernel knows of it: then there is something to read, if only the
end. After a while the server is asked nevertheless, for a firewall forgets without a word.
"""

import select
import time
from typing import Any

from psycopg_pool import ConnectionPool

SILENT_SECONDS = 30


def check(connection: Any) -> None:
    """Raise OperationalError, or what else psycopg says, if the connection is of no use any more.

    It asks the server only where something waits to be read, or where it wasn't asked for long.
    """
    now = time.monotonic()
    if getattr(connection, "asked_at", 0) < now - SILENT_SECONDS or _has_news(connection):
        ConnectionPool.check_connection(connection)
        connection.asked_at = now


def _has_news(connection: Any) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
