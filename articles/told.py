"""Rows that PostgreSQL told as JSON beside the row they belong to, so that one query is enough."""

from collections.abc import Sequence
from typing import Any

from django.db import models


def rows_told[M: models.Model](
    model: type[M], fields: list[str], rows: list[dict[str, Any]]
) -> list[M]:
    """Return the rows that PostgreSQL told as JSON; the fields that they lack are an error."""
    return [
        model.from_db(None, fields, [row[name] for name in fields], fetch_mode=models.FETCH_RAISE)
        for row in rows
    ]


def loaded[M: models.Model](queryset: models.QuerySet[M], rows: Sequence[M]) -> Any:
    """Return the queryset with its rows, as Django's own prefetching does."""
    queryset._result_cache = list(rows)
    return queryset
