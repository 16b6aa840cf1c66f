"""Counting at load: beacons over HTTP at a steady rate, all counted, and the ranking right.

What it costs is counted in the web server's processes and in all of the database's. The client
that sends them is a process of its own, and not counted.
"""

import subprocess
import sys
import time
from pathlib import Path

import psycopg

from benchmarks.newspapers import Newspaper
from benchmarks.pages import GROUPS, granian, processor_seconds
from benchmarks.processes import database_processes, seconds_of

NEWSPAPER = Newspaper(articles=1_000, comments=2_000)
PER_SECOND, SECONDS = 5_000, 60
BEACONS = PER_SECOND * SECONDS
BOUND_MS = 0.1
PORT = 8481
CLIENT = Path(__file__).parent / "beacons.py"
# A process writes what it gathered once a second.
WRITTEN_WITHIN = 15.0


def run() -> list[list[str]]:
    """Send the beacons, and return the headings, a row about counting and one about ranking."""
    NEWSPAPER.prepare()
    server = granian("newsroom.serving:application", PORT, NEWSPAPER.environment())
    with NEWSPAPER.connect() as line, server:
        spent, views = _spent(line), _views(line)
        began = time.monotonic()
        _send(line)
        took = time.monotonic() - began
        counted = _counted(line, views)
        each = (_spent(line) - spent) / BEACONS
    ranked = NEWSPAPER.measured("ranked")
    return [
        ["what", "right", "ms of processor time", "bound"],
        [
            f"a beacon, of {BEACONS:,} in {took:.0f} s",
            f"{counted:,} counted",
            f"{each * 1000:.3f}",
            f"{BOUND_MS}",
        ],
        [
            "ranking anew after them",
            f"{ranked['wrong']:.0f} places wrong",
            f"{ranked['seconds'] * 1000:.0f}",
            "",
        ],
    ]


def _send(line: psycopg.Connection) -> None:
    # Those that were seeded last are all published, and have numbers without a gap.
    last = line.execute("SELECT max(id) FROM articles_article").fetchone()
    assert last is not None
    first = last[0] - NEWSPAPER.articles + 1
    facts = map(str, (PORT, first, last[0], PER_SECOND, SECONDS))
    subprocess.run([sys.executable, str(CLIENT), *facts], check=True)  # noqa: S603


def _counted(line: psycopg.Connection, before: int) -> int:
    """Wait until all are written, or no more come, and return how many are."""
    deadline = time.monotonic() + WRITTEN_WITHIN
    while (counted := _views(line) - before) < BEACONS and time.monotonic() < deadline:
        time.sleep(0.2)
    return counted


def _views(line: psycopg.Connection) -> int:
    row = line.execute("SELECT coalesce(sum(views), 0)::bigint FROM readership_total").fetchone()
    assert row is not None
    return int(row[0])


def _spent(line: psycopg.Connection) -> float:
    database = seconds_of(database_processes(line.info.backend_pid))
    return database + processor_seconds(GROUPS[PORT])
