"""What a search costs. Run by `search`, in a process of its own; the page around the results, which
every page has, is left out."""

import statistics
import time
from collections.abc import Callable

from django.db import connection

from articles.search import Wanted, find, understood
from benchmarks.processes import seconds_of

QUERIES = {"common word": "water", "rare word": "kesselthwaite", "phrase": '"water meter"'}
TIMES = 15


def measure() -> dict[str, float]:
    """Return the median of processor seconds by query, here and in the database together."""
    return {
        kind: median(lambda words=words: find(understood(words), Wanted(words)), TIMES)  # type: ignore[misc]
        for kind, words in QUERIES.items()
    }


def median(ask: Callable[[], object], times: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    ask()
    spent = []
    for _ in range(times):
        before = time.process_time() + seconds_of([backend])
        ask()
        spent.append(time.process_time() + seconds_of([backend]) - before)
    return statistics.median(spent)
