"""Pages that must be made, against a constant Django view through the same middleware."""

from benchmarks.newspapers import Newspaper

NEWSPAPER = Newspaper(articles=1_000, comments=20_000)
BOUNDS = {"article": "45"}
CONSTANT = "/health/live"


def run() -> list[list[str]]:
    """Measure, and return the headings and one row for each kind of page."""
    NEWSPAPER.prepare()
    costs = NEWSPAPER.measured("unfinished")
    constant = costs.pop(CONSTANT)
    return [
        ["page, not ready", "ms of processor time", "times a constant view", "bound"],
        *(
            [kind, f"{spent * 1000:.2f}", f"{spent / constant:.0f}", BOUNDS.get(kind, "")]
            for kind, spent in costs.items()
        ),
    ]
