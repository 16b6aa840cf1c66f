"""`make bench`: all benchmarks, or those named: `python -m benchmarks lighthouse`."""

import sys

import django

import tests.embedded  # noqa: F401  # It runs the database that the settings name.

django.setup()

from benchmarks import lighthouse, search, table  # noqa: E402

BENCHMARKS = {"lighthouse": lighthouse.run, "search": search.run}


def main(names: list[str]) -> None:
    """Run the benchmarks called `names`, or all; print their tables and keep them in the docs."""
    if unknown := set(names) - BENCHMARKS.keys():
        sys.exit(f"There is no benchmark {unknown.pop()!r}: choose among {', '.join(BENCHMARKS)}.")
    for name in names or BENCHMARKS:
        print(f"{name}: measuring …", flush=True)
        lines = table.drawn(BENCHMARKS[name]())
        print(lines, flush=True)
        table.keep(name, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
