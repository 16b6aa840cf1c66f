"""Lighthouse's performance on its phone profile: the median of five, on the demo newspaper."""

from statistics import median

from benchmarks.table import Rows
from tests.browser import lighthouse
from tests.browser.page_types import BY_NAME, Paper
from tests.browser.papers import demo
from tests.browser.serving import throwaway_site

RUNS = 5
WANTED = 98


def run() -> Rows:
    """Measure front page and article under granian."""
    rows = [["page", "median", "lowest", "highest", "wanted"]]
    with throwaway_site() as site:
        demo()
        for name in ("front", "article"):
            address = site + BY_NAME[name].address(Paper())
            scores = [_score(address) for _ in range(RUNS)]
            found = [f"{number:.0f}" for number in (median(scores), min(scores), max(scores))]
            rows.append([name, *found, f"at least {WANTED}"])
    return rows


def _score(address: str) -> float:
    return lighthouse.run(address, ["performance"]).scores["performance"]
