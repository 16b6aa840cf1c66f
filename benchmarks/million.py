"""The same pages with a thousand articles and with a million: what each costs, deep pages too."""

import statistics

from benchmarks.newspapers import Newspaper

SMALL = Newspaper(articles=1_000, comments=2_000)
LARGE = Newspaper(articles=1_000_000, comments=2_000_000)
BOUND = 1.5
ROUNDS = 5


def run() -> list[list[str]]:
    """Measure both newspapers in turn, and return headings and a row for each page."""
    found: dict[str, dict[str, list[float]]] = {}
    for newspaper in (SMALL, LARGE):
        newspaper.prepare()
    for _ in range(ROUNDS):
        for newspaper in (SMALL, LARGE):
            costs = newspaper.measured("everywhere")
            for kind, seconds in costs.items():
                found.setdefault(kind, {}).setdefault(newspaper.database, []).append(seconds)
    sizes = [f"ms with {paper.articles:,} articles" for paper in (SMALL, LARGE)]
    return [
        ["page", *sizes, f"times (at most {BOUND})"],
        # A form of what only one of them has can't be compared.
        *(_row(kind, seconds) for kind, seconds in found.items() if len(seconds) == 2),
    ]


def _row(kind: str, seconds: dict[str, list[float]]) -> list[str]:
    small = statistics.median(seconds[SMALL.database])
    large = statistics.median(seconds[LARGE.database])
    verdict = " (too much)" if large / small > BOUND else ""
    return [kind, f"{small * 1000:.2f}", f"{large * 1000:.2f}", f"{large / small:.2f}{verdict}"]
