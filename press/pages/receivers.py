"""What the clock changed leaves the caches outside too; our own pages changed at the moment."""

from typing import Any

from django.dispatch import receiver

from press.clock.models import Moment
from press.clock.signals import moment_came
from press.pages import outside


@receiver(moment_came)
def purge_outside(moment: Moment, **signal: Any) -> None:
    """Order the purge of the moment's keys, in the transaction that writes it done."""
    outside.order_purge(sorted(moment.keys))
