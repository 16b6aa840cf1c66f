"""Tables of what was measured: on the terminal, and each in its place in docs/performance.md."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
# What a benchmark gives: a line of headings, then a line for each thing measured.
Rows = list[list[str]]


def drawn(rows: Rows) -> str:
    """Return the rows as a table in Markdown."""
    head, *others = rows
    lines = [head, ["---"] * len(head), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def keep(name: str, lines: str) -> None:
    """Put a table between the two marks of its name. Raises LookupError where they lack."""
    text = PAGE.read_text("utf-8")
    marks = f"<!-- {name} -->", f"<!-- /{name} -->"
    place = re.compile(f"{marks[0]}.*?{marks[1]}", re.DOTALL)
    if not place.search(text):
        raise LookupError(f"{PAGE.name} has no place for {name}: write its two marks there.")
    words = f"{marks[0]}\n\n{lines}\n\n{marks[1]}"
    PAGE.write_text(place.sub(lambda _: words, text), "utf-8")
