"""Settings of the benchmarks: the project's own, on a private server that may lose data."""

import os
from typing import Any

os.environ.setdefault("DEMO", "true")
os.environ.setdefault("SECRET_KEY", "benchmarks")

from benchmarks.newspapers import FOLDER
from newsroom import embedded_postgres, settings
from newsroom.settings import *  # noqa: F403

# The benchmark that starts this process holds the server, which is never the newspaper's own.
EMBEDDED_POSTGRES = None
DATABASES: dict[str, Any] = {  # type: ignore[no-redef]
    "default": settings.DATABASES["default"]
    | embedded_postgres.settings(FOLDER)
    | {"NAME": os.environ.get("BENCHMARK_DATABASE", embedded_postgres.NAME)}
}
