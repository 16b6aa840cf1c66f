"""The newspapers that benchmarks read: a database for each size, made once and kept.

They lie on a server of their own in `var/postgres-benchmarks`; removing that folder, while no
benchmark runs, gives the disk back.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from newsroom import embedded_postgres

FOLDER = Path(__file__).parent.parent / "var" / "postgres-benchmarks"
SETTINGS = "benchmarks.settings"
COLLECT = """
import django
django.setup()
from newsroom.static_files import collect_if_changed
collect_if_changed()
"""


@dataclass(frozen=True, slots=True)
class Newspaper:
    """So many invented articles with their comments, in a database of that name."""

    articles: int
    comments: int

    @property
    def database(self) -> str:
        return f"articles_{self.articles}_comments_{self.comments}"

    def prepare(self) -> None:
        """Make the database and fill it, unless that was done; shows how far it is.

        One that is there gets the migrations that it lacks. Styles and scripts are collected.
        """
        embedded_postgres.join(FOLDER, durable=False)
        self._run(("-c", COLLECT))
        if not _create(self.database):
            self.manage("migrate", "--verbosity", "0")
            return
        try:
            self.manage("migrate", "--verbosity", "0")
            self.manage("demo")
            self.manage("seed", f"--articles={self.articles}", f"--comments={self.comments}")
        except BaseException:
            _drop(self.database)  # Half a newspaper would be measured as a whole one.
            raise

    def manage(self, *arguments: str) -> None:
        """Run a command of Django or of ours on this newspaper."""
        self._run(("-m", "django", *arguments))

    def measured(self, module: str) -> dict[str, float]:
        """Return what `measure()` of a benchmark's module finds in this newspaper."""
        arguments = ("-m", "benchmarks.here", module)
        return json.loads(self._run(arguments, stdout=subprocess.PIPE).stdout)

    def _run(self, arguments: Sequence[str], **options: Any) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603
            [sys.executable, *arguments], check=True, text=True, env=self.environment(), **options
        )

    def connect(self) -> psycopg.Connection:
        return _connect(self.database)

    def environment(self) -> dict[str, str]:
        facts = {"DJANGO_SETTINGS_MODULE": SETTINGS, "BENCHMARK_DATABASE": self.database}
        return os.environ | facts


def _create(name: str) -> bool:
    """Create a database; return whether it is new."""
    with _server() as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return True


def make_copy(name: str, copy: str) -> None:
    """Make a copy of a database, in the place of a former one."""
    names = {"name": sql.Identifier(name), "copy": sql.Identifier(copy)}
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {copy} WITH (FORCE)").format(**names))
        server.execute(sql.SQL("CREATE DATABASE {copy} TEMPLATE {name}").format(**names))


def _drop(name: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _server() -> psycopg.Connection:
    return _connect(embedded_postgres.NAME)


def _connect(database: str) -> psycopg.Connection:
    facts = embedded_postgres.settings(FOLDER)
    return psycopg.connect(
        host=facts["HOST"],
        port=facts["PORT"],
        dbname=database,
        user=facts["USER"],
        autocommit=True,
    )
