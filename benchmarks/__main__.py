"""`make bench`: all benchmarks, or those named: `python -m benchmarks lighthouse cost`."""

import sys

import django

import tests.embedded  # noqa: F401  # It runs the database that the settings name.

django.setup()

from benchmarks import (  # noqa: E402
    cost,
    counting,
    in_front,
    lighthouse,
    million,
    pages,
    reading,
    search,
    table,
    threads,
    versions,
)

BENCHMARKS = {
    "lighthouse": lighthouse.run,
    "pages": pages.run,
    "in front": in_front.run,
    "cost": cost.run,
    "threads": threads.run,
    "search": search.run,
    "counting": counting.run,
    "million": million.run,
    "reading": reading.run,
}


def main(names: list[str]) -> None:
    """Run the benchmarks called `names`, or all; print their tables and keep them in the docs."""
    if unknown := set(names) - BENCHMARKS.keys():
        sys.exit(f"There is no benchmark {unknown.pop()!r}: choose among {', '.join(BENCHMARKS)}.")
    for name in names or BENCHMARKS:
        print(f"{name}: measuring …", flush=True)
        lines = table.drawn(BENCHMARKS[name]())
        print(lines, flush=True)
        table.keep(name, f"`python -m benchmarks {name}`, {versions.told()}\n\n{lines}")


if __name__ == "__main__":
    main(sys.argv[1:])
