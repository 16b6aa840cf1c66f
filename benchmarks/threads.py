"""An article page that must be made, below which stand three replies, twenty, and 33,000."""

from benchmarks.newspapers import Newspaper

NEWSPAPER = Newspaper(articles=300, comments=3_000)


def run() -> list[list[str]]:
    """Measure, and return the headings and one row for each length of thread."""
    NEWSPAPER.prepare()
    costs = NEWSPAPER.measured("long_threads")
    fewest = next(iter(costs.values()))
    return [
        ["replies below the article", "ms of processor time", "times the shortest"],
        *(
            [f"{int(many):,}", f"{spent * 1000:.2f}", f"{spent / fewest:.2f}"]
            for many, spent in costs.items()
        ),
    ]
