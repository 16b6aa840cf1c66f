"""The same pages with a thousand articles and with a million: what each costs, deep pages too."""

import statistics

from benchmarks.newspapers import Newspaper

SMALL = Newspaper(articles=1_000, comments=2_000)
LARGE = Newspaper(articles=1_000_000, comments=2_000_000)
BOUND = 1.5
ROUNDS = 3


def run() -> list[dict[str, str]]:
    """Measure both newspapers in turn, and return one row for each page and each desk list."""
    found: dict[str, dict[str, list[float]]] = {}
    for newspaper in (SMALL, LARGE):
        newspaper.prepare()
    for _ in range(ROUNDS):
        for newspaper in (SMALL, LARGE):
            costs = newspaper.measured("everywhere")
            for kind, seconds in costs.items():
                found.setdefault(kind, {}).setdefault(newspaper.database, []).append(seconds)
    return [_row(kind, seconds) for kind, seconds in found.items()]


def _row(kind: str, seconds: dict[str, list[float]]) -> dict[str, str]:
    small = statistics.median(seconds[SMALL.database])
    large = statistics.median(seconds[LARGE.database])
    return {
        "what": kind,
        f"ms with {SMALL.articles:,} articles": f"{small * 1000:.2f}",
        f"ms with {LARGE.articles:,}": f"{large * 1000:.2f}",
        "times": f"{large / small:.2f}" + (" (too much)" if large / small > BOUND else ""),
    }
