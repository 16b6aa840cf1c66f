"""A search with ten thousand articles and with a million, against WordPress's LIKE."""

from benchmarks.million import LARGE
from benchmarks.newspapers import Newspaper

SMALL = Newspaper(articles=10_000, comments=20_000)


def run() -> list[list[str]]:
    """Measure both newspapers, and return headings and a row for each kind of query."""
    costs = []
    for newspaper in (SMALL, LARGE):
        newspaper.prepare()
        costs.append(newspaper.measured("searching"))
    (small, large), like = costs, SMALL.measured("like")
    heads = [f"ms with {paper.articles:,} articles" for paper in (SMALL, LARGE)]
    return [
        ["query", *heads, "times", f"LIKE with {SMALL.articles:,}", "LIKE costs so many"],
        *(_row(kind, small[kind], large[kind], like[kind]) for kind in small),
    ]


def _row(kind: str, small: float, large: float, like: float) -> list[str]:
    own = [f"{small * 1000:.1f}", f"{large * 1000:.1f}", f"{large / small:.2f}"]
    return [kind, *own, f"{like * 1000:.0f}", f"{like / small:.0f}"]
