"""Counting at load: beacons over HTTP, all counted, and the ranking right.

At a steady rate, beside a callable that only takes them in, and as fast as wrk sends them, which is
how the peers' pages were measured. What it costs is counted in the web server's processes and in
all of the database's; those that send are processes of their own, and not counted.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from benchmarks.newspapers import Newspaper
from benchmarks.pages import GROUPS, asked_by_wrk, granian, missing, processor_seconds
from benchmarks.processes import database_processes, seconds_of
from benchmarks.table import Rows

NEWSPAPER = Newspaper(articles=1_000, comments=2_000)
PER_SECOND, SECONDS = 5_000, 60
BOUND_MS = 0.1
PORT = 8481
HERE = Path(__file__).parent
# A process writes what it gathered once a second.
WRITTEN_WITHIN = 15.0

type Send = Callable[[range], int]


def run() -> Rows:
    """Send the beacons, and return the headings, rows about counting and one about ranking."""
    if lacking := missing():
        return lacking
    NEWSPAPER.prepare()
    facts = NEWSPAPER.environment()
    with NEWSPAPER.connect() as line:
        with granian("benchmarks.deaf:application", PORT, facts):
            least = _measured(line, _steadily, is_counted=False)
        with granian("newsroom.serving:application", PORT, facts):
            steady = _measured(line, _steadily)
            fast = _measured(line, _as_fast_as_it_goes)
    ranked = NEWSPAPER.measured("ranked")
    each = f"{PER_SECOND:,} a second"
    return [
        ["what", "right", "ms of processor time", "bound"],
        [f"a beacon, {each}, taken in by a bare callable", *least, ""],
        [f"a beacon, {each}", *steady, f"{BOUND_MS}"],
        ["a beacon, as many as wrk sends", *fast, f"{BOUND_MS}"],
        [
            "ranking anew after them",
            f"{ranked['wrong']:.0f} places wrong",
            f"{ranked['seconds'] * 1000:.0f}",
            "",
        ],
    ]


def _measured(line: psycopg.Connection, send: Send, *, is_counted: bool = True) -> list[str]:
    """Send beacons, and return how many are counted and what each of them cost."""
    spent, views = _spent(line), _views(line)
    began = time.monotonic()
    sent = send(_articles(line))
    took = time.monotonic() - began
    said = f"{sent:,} in {took:.0f} s"
    if is_counted:
        said = f"{_counted(line, views, sent):,} counted of {said}"
    return [said, f"{(_spent(line) - spent) / sent * 1000:.3f}"]


def _articles(line: psycopg.Connection) -> range:
    # Those that were seeded last are all published, and have numbers without a gap.
    last = line.execute("SELECT max(id) FROM articles_article").fetchone()
    assert last is not None
    return range(last[0] - NEWSPAPER.articles + 1, last[0] + 1)


def _steadily(articles: range) -> int:
    facts = map(str, (PORT, articles[0], articles[-1], PER_SECOND, SECONDS))
    subprocess.run([sys.executable, str(HERE / "beacons.py"), *facts], check=True)  # noqa: S603
    return PER_SECOND * SECONDS


def _as_fast_as_it_goes(articles: range) -> int:
    facts = map(str, (articles[0], articles[-1], time.time_ns()))
    script = str(HERE / "beacons.lua")
    address = f"http://127.0.0.1:{PORT}/seen/"
    number, _speed = asked_by_wrk(SECONDS, "-s", script, address, "--", *facts)
    return number


def _counted(line: psycopg.Connection, before: int, sent: int) -> int:
    """Wait until all are written, or no more come, and return how many are.

    wrk leaves unread what is answered after its last second, so a few more are counted than sent.
    """
    deadline = time.monotonic() + WRITTEN_WITHIN
    while (counted := _views(line) - before) < sent and time.monotonic() < deadline:
        time.sleep(0.2)
    return counted


def _views(line: psycopg.Connection) -> int:
    row = line.execute("SELECT coalesce(sum(views), 0)::bigint FROM readership_total").fetchone()
    assert row is not None
    return int(row[0])


def _spent(line: psycopg.Connection) -> float:
    database = seconds_of(database_processes(line.info.backend_pid))
    return database + processor_seconds(GROUPS[PORT])
