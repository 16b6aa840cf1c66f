"""How the database finds what pages show among a million articles: the plan of every query.

Run by `reading`, in a process of its own.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.asking import Asker
from benchmarks.everywhere import desk, desk_pages, fullest_file, reader_pages

BIG = 20_000
_VALUES = re.compile(r"'[^']*'|\b\d+\b")


def measure() -> dict[str, float]:
    """Ask for every page; count its queries, and what their plans did, by one key each."""
    queries, pages = _queries()
    steps = [step for query in queries for step in _steps(query)]
    big = _big_tables()
    read_whole = [
        step for step in steps if step["Node Type"] == "Seq Scan" and step["Relation Name"] in big
    ]
    sorts = [step for step in steps if step["Node Type"].endswith("Sort")]
    return {
        "pages": pages,
        "kinds of queries": len(queries),
        f"big tables (over {BIG:,} rows)": len(big),
        "of these read from beginning to end": len(read_whole),
        "most rows that one step looked at": max(map(_rows, steps)),
        "most rows that one step sorted": max(map(_rows, sorts), default=0),
    }


def _queries() -> tuple[list[str], int]:
    """One query of each kind that the pages ask, and how many pages there are."""
    ask, ask_desk = Asker().ask, desk()
    asked: list[tuple[Callable[[str], None], str]] = [
        *((ask, address) for address in reader_pages().values()),
        (ask, fullest_file()[0]),
        *((ask_desk, address) for address in desk_pages().values()),
    ]
    kinds: dict[str, str] = {}
    for put, address in asked:
        with CaptureQueriesContext(connection) as captured:
            put(address)
        for query in captured.captured_queries:
            if query["sql"].lstrip().startswith(("SELECT", "WITH")):
                kinds.setdefault(_VALUES.sub("?", query["sql"]), query["sql"])
    return list(kinds.values()), len(asked)


def _steps(query: str) -> Iterator[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}")  # Without values: % is itself.
        (found,) = cursor.fetchone()
    for plan in json.loads(found) if isinstance(found, str) else found:
        yield from _below(plan["Plan"])


def _below(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for child in step.get("Plans", []):
        yield from _below(child)


def _rows(step: dict[str, Any]) -> float:
    looked_at = step["Actual Rows"] + step.get("Rows Removed by Filter", 0)
    return float(looked_at * step["Actual Loops"])


def _big_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [BIG])
        return {name for (name,) in cursor.fetchall()}
