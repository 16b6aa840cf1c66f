"""Pages that must be made, against a constant Django view through the same middleware."""

from benchmarks.newspapers import Newspaper

NEWSPAPER = Newspaper(articles=1_000, comments=20_000)
BOUND = 45
CONSTANT = "/health/live"


def run() -> list[dict[str, str]]:
    """Measure, and return one row for each kind of page."""
    NEWSPAPER.prepare()
    costs: dict[str, float] = NEWSPAPER.measured("unfinished")
    constant = costs.pop(CONSTANT)
    return [
        {
            "what": f"{kind}, not ready",
            "ms of processor time": f"{seconds * 1000:.2f}",
            "times a constant view": f"{seconds / constant:.0f}",
            "bound": str(BOUND) if kind == "article" else "",
        }
        for kind, seconds in costs.items()
    ]
