"""The moderators' queues: what each is called, what stands in it, and how its count is kept."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, QueueCount
from press.counted import COUNTED_AT_MOST, worded

Status = Comment.Status
# One statement: who counts meanwhile sees the rows before it, or the rows after it.
FOLD = """
WITH folded AS (
    DELETE FROM comments_queuecount WHERE id IN (
        SELECT id FROM comments_queuecount FOR UPDATE SKIP LOCKED
    ) RETURNING queue, change
)
INSERT INTO comments_queuecount (queue, change) SELECT queue, sum(change)
FROM folded GROUP BY queue HAVING sum(change) <> 0
"""
OLDEST = ("created_at", "pk")


@dataclass(frozen=True, slots=True)
class Queue:
    """`name` is what stands in addresses and in the kept counts, `facts` what is in the queue."""

    name: str
    label: Any
    facts: dict[str, Any]
    # Of what is decided, the newest comes first; what waits longest, of what isn't.
    order: tuple[str, ...] = ("-created_at", "-pk")


QUEUES = [
    Queue(Status.WAITING, _("Waiting"), {"status": Status.WAITING}, order=OLDEST),
    Queue("reported", _("Reported"), {"reported_at__isnull": False}, order=("reported_at", "pk")),
    Queue(
        "held",
        _("Held by rule"),
        {"status": Status.WAITING, "is_held_by_rule": True},
        order=OLDEST,
    ),
    Queue(Status.APPROVED, _("Approved"), {"status": Status.APPROVED}),
    Queue(Status.REJECTED, _("Rejected"), {"status": Status.REJECTED}),
    Queue(Status.SPAM, _("Spam"), {"status": Status.SPAM}),
    Queue(Status.BINNED, _("Bin"), {"status": Status.BINNED}),
]
# In these, waves stand as lines.
IN_LINES = {Status.WAITING, "held", Status.SPAM}
BY_NAME = {str(queue.name): queue for queue in QUEUES}


def fold() -> None:
    """Make one row of all that was written down for a queue; nothing else changes."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)


def counts() -> dict[str, int]:
    """Return how many comments stand in each queue: exact, and without counting them."""
    numbers = QueueCount.objects.numbers()
    return {name: numbers.get(name, 0) for name in BY_NAME}


def counted_in(sections: Collection[int]) -> dict[str, int]:
    """Count, by one query, what stands in each queue below articles of these sections.

    Without waves, which are no matter of who is limited; a thousand and one means more than that.
    """
    theirs = Comment.objects.in_sections(sections).order_by()
    queues = []
    for name, queue in BY_NAME.items():
        rows = theirs.filter(**queue.facts)
        if name in IN_LINES:
            rows = rows.filter(wave=None)
        queues.append(rows.values_list(Value(name), flat=True)[: COUNTED_AT_MOST + 1])
    return Counter(queues[0].union(*queues[1:], all=True))


def in_words(many: int, sections: Collection[int] | None) -> str:
    """Return the number of a queue as people read it: of a few sections it is bounded."""
    return f"{many:,}" if sections is None else str(worded(many)["many"])
