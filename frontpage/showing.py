"""The front page at another moment, or as it is being arranged: real rows, and none stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from articles import pending
from articles.rights import Person
from frontpage.models import Arrangement
from frontpage.places import Placed
from press import clock


@contextmanager
def shown_at(moment: datetime, placed: list[Placed], *, by: Person) -> Iterator[None]:
    """Let it be `moment`, with `placed` on the front page, within the block only.

    All that is scheduled until then has happened: articles are public or withdrawn by the clock,
    and changes of public articles are put in their place. It is done in a transaction that is
    always rolled back: a page made within the block is exactly what readers will see then, and
    nobody else sees anything.
    """
    with transaction.atomic(), clock.at(moment):
        present = Arrangement.objects.present()
        Arrangement.objects.create(
            number=present.number + 1 if present else 1,
            at=moment,
            by=by,  # type: ignore[misc]
            places=[each.as_json() for each in placed],
        )
        pending.settle()
        yield
        transaction.set_rollback(True)
