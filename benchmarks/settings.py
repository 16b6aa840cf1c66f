"""Settings of the benchmarks: the project's own, on a private server that may lose data."""

import os
from typing import Any

os.environ.setdefault("DEMO", "true")
os.environ.setdefault("SECRET_KEY", "benchmarks")

from newsroom import embedded_postgres, settings
from newsroom.settings import *  # noqa: F403

# Never the newspaper's own database, whatever server it is on.
EMBEDDED_POSTGRES = settings.VAR_DIR / "postgres-benchmarks"
DATABASES: dict[str, Any] = {  # type: ignore[no-redef]
    "default": settings.DATABASES["default"]
    | embedded_postgres.settings(EMBEDDED_POSTGRES)
    | {"NAME": os.environ.get("BENCHMARK_DATABASE", embedded_postgres.NAME)}
}
