"""Processor time of other processes, as Linux counts it."""

from pathlib import Path


def database_processes(backend: int) -> list[int]:
    """Return the processes of a PostgreSQL: all with the same parent as this one of them."""
    parent = _parent_of(backend)
    pids = [int(place.name) for place in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if _parent_of(pid) == parent]


def seconds_of(pids: list[int]) -> float:
    """Return the seconds on a processor, to the nanosecond: the first number of `schedstat`."""
    nanoseconds = 0
    for pid in pids:
        try:
            nanoseconds += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
        except OSError:  # It has ended.
            continue
    return nanoseconds / 1e9


def _parent_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""
