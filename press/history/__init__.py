"""History: append-only entries of who did what to which object, when, in which words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps as rooms  # `apps` is a module of this package

from press import clock

if TYPE_CHECKING:
    from django.db import models


def record(
    row: "models.Model",
    verb: str,
    *,
    by: Any,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write one entry about `row` inside the present transaction.

    `verb` is in the past tense ("published"); `by` is the login of the actor, or None for the
    newspaper itself or a reader; `detail` holds what a person needs in order to understand the
    entry later (a reason, the old and the new address), as plain JSON.
    """
    record_many([(row, detail or {})], verb, by=by)


def record_many(
    rows: Sequence["tuple[models.Model, dict[str, Any]]"], verb: str, *, by: Any
) -> None:
    """Write one entry about each row of one model, with its detail, as `record` does."""
    # Looked up here because this package is imported before the apps are ready.
    entries = rooms.get_model("history", "Entry")
    kinds = rooms.get_model("contenttypes", "ContentType").objects
    entries.objects.bulk_create(
        entries(
            at=clock.now(),
            by=by,
            verb=verb,
            kind=kinds.get_for_model(row),
            object_id=row.pk,
            label=str(row)[:300],
            detail=detail,
        )
        for row, detail in rows
    )
