"""What the front page does when a moment of its own has come."""

from typing import Any

from django.dispatch import receiver

from frontpage import arranging, breaking
from press.clock.models import Moment
from press.clock.signals import moment_came

ACTS = {
    arranging.COMES: arranging.tell_turn,
    arranging.GOES: arranging.tell_turn,
    breaking.ENDS: breaking.tell_end,
}


@receiver(moment_came)
def do_due_act(moment: Moment, **signal: Any) -> None:
    """Do what the moment says, if it is one of the front page."""
    if moment.act in ACTS:
        ACTS[moment.act](moment)
