"""Every query of every page in a newspaper of a million articles: what its plan reads."""

from benchmarks.million import LARGE


def run() -> list[list[str]]:
    """Read the plans, and return the headings and a row for each thing that was counted."""
    LARGE.prepare()
    counted = LARGE.measured("plans")
    return [["what", "how many"], *([what, f"{many:,.0f}"] for what, many in counted.items())]
