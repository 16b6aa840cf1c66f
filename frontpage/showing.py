"""The front page at another moment: real rows, and none stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from articles import pending
from press import clock


@contextmanager
def shown_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` within the block only.

    All that is scheduled until then has happened: articles are public or withdrawn by the clock,
    and changes of public articles are put in their place. If there are any, that is done in a
    transaction that is always rolled back: a page made within the block is exactly what readers
    will see then, and nobody else sees anything.
    """
    with clock.at(moment):
        if not pending.are_due():
            yield
            return
        with transaction.atomic():
            pending.settle()
            yield
            transaction.set_rollback(True)
