"""Querysets that are compiled once per process and asked again with other values.

Django writes the SQL of a queryset anew whenever it is asked, and PostgreSQL plans it anew: both
take several times as long as finding the rows. For what every page of a kind asks that is worth
keeping.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, models
from psycopg import sql

from press import clock
from press.pages.keys import gathering, note

# Stands for the moment of asking, wherever a rule of a queryset compares with the clock.
_NOW = datetime(1, 1, 1, 1, 1, 1, 1, tzinfo=UTC)


class Slot(models.Expression):
    """Where a value of this name belongs: `Article.objects.filter(slug=Slot("slug"))`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def resolve_expression(self, *args: Any, **options: Any) -> "Slot":
        return self

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class _Built(NamedTuple):
    queryset: Any
    keys: set[str]


class _Statement(NamedTuple):
    compiler: Any
    converters: Any
    sql: str
    slots: list[str]


class Compiled[R]:
    """A queryset with slots. It may use `select_related`, `only`, fetch modes and `values_list`, no
    prefetching.

    `build` is called once, when the rows are asked for first. The keys that it notes are noted
    whenever they are asked for; a key that names a value of a slot is noted by who asks.
    """

    def __init__(self, build: Callable[[], models.QuerySet[Any, R]]) -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[R]:
        """Return the rows for these values, one for each slot."""
        return list(self.each(**values))

    def each(self, **values: Any) -> Iterator[R]:
        """Yield the same rows, each made when it is asked for, so that its keys come with it."""
        values["now"] = clock.now()
        note(*self._built.keys)
        statement = self._statement
        compiler = copy(statement.compiler)
        compiler.connection = connection
        rows = _rows(statement.sql, [values[slot] for slot in statement.slots])
        compiler.get_converters = lambda columns: statement.converters
        compiler.execute_sql = lambda *how, **options: [rows]
        asked: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            query=SimpleNamespace(get_compiler=lambda using: compiler),
            _fetch_mode=self._built.queryset._fetch_mode,
            _known_related_objects={},
        )
        return iter(self._built.queryset._iterable_class(asked))

    @cached_property
    def _built(self) -> _Built:
        with clock.at(_NOW), gathering() as keys:
            return _Built(self._build(), keys)

    @cached_property
    def _statement(self) -> _Statement:
        compiler = self._built.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        words, parameters = compiler.as_sql()
        connection.ensure_connection()
        # Constants stand in the statement: only so can its plan use an index that is partial.
        first, *rest = words.split("%s")
        pairs = zip(map(_spelled, parameters), rest, strict=True)
        slots = [_slot(value) for value in parameters if _slot(value)]
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        return _Statement(compiler, converters, first + "".join(map("".join, pairs)), slots)


class _Preparing(psycopg.Cursor[Any]):
    """Lets the server keep the statement and its plan for this connection."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Preparing":
        return super().execute(query, params, prepare=True)


def _rows(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.cursor = _Preparing(connection.connection)
        cursor.execute(statement, values)
        return cursor.fetchall()


def _slot(parameter: Any) -> str:
    if isinstance(parameter, Slot):
        return parameter.name
    return "now" if parameter == _NOW else ""


def _spelled(parameter: Any) -> str:
    """Return what stands in the statement for a parameter: a placeholder, or the constant."""
    if _slot(parameter):
        return "%s"
    return sql.Literal(parameter).as_string(connection.connection).replace("%", "%%")
