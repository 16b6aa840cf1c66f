"""A search in ten thousand articles and in a million, and against WordPress's LIKE."""

import statistics

from benchmarks.growing import Archive
from benchmarks.newspapers import Newspaper

NEWSPAPER = Newspaper(articles=10_000, comments=20_000)
ARCHIVES = [Archive(many, comments=0, of=NEWSPAPER) for many in (10_000, 1_000_000)]
TIMES, LIKE_TIMES = 2, 50
ROUNDS = 5


def run() -> list[list[str]]:
    """Measure the archives in turn, and return headings and a row for each kind of query."""
    for archive in ARCHIVES:
        archive.prepare()
    rounds = [[paper.measured("searching") for paper in ARCHIVES] for _ in range(ROUNDS)]
    whole, like = NEWSPAPER.measured("searching"), NEWSPAPER.measured("like")
    heads = [f"ms with {paper.articles:,} articles" for paper in ARCHIVES]
    bounds = [f"times (at most {TIMES})", f"LIKE costs so many (at least {LIKE_TIMES})"]
    return [
        ["query", *heads, bounds[0], "ms with whole texts", "ms of LIKE there", bounds[1]],
        *([kind, *_growth(kind, rounds), *_against(whole[kind], like[kind])] for kind in like),
    ]


def _growth(kind: str, rounds: list[list[dict[str, float]]]) -> list[str]:
    small, large = (
        statistics.median(each[kind] for each in paper) for paper in zip(*rounds, strict=True)
    )
    verdict = " (too much)" if large / small > TIMES else ""
    return [f"{small * 1000:.1f}", f"{large * 1000:.1f}", f"{large / small:.2f}{verdict}"]


def _against(ours: float, like: float) -> list[str]:
    verdict = " (too little)" if like / ours < LIKE_TIMES else ""
    return [f"{ours * 1000:.1f}", f"{like * 1000:.0f}", f"{like / ours:.0f}{verdict}"]
