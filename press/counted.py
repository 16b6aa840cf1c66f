"""Counting no further than a sentence needs it: a question must not cost more than its answer."""

from typing import Any

from django.db.models import QuerySet

# "1,000+" beyond it.
COUNTED_AT_MOST = 1_000


def counted(rows: QuerySet[Any]) -> dict[str, Any]:
    """Count rows as far as a sentence needs it: `number` for its grammar, `many` for its words."""
    return worded(rows.order_by()[: COUNTED_AT_MOST + 1].count())


def worded(number: int) -> dict[str, Any]:
    """Tell a number that was counted no further than a sentence needs it."""
    bound = f"{COUNTED_AT_MOST:,}"
    return {"number": number, "many": f"{bound}+" if number > COUNTED_AT_MOST else f"{number:,}"}
