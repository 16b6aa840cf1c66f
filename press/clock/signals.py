"""What the clock tells the rooms."""

from django.dispatch import Signal

# A moment has come: `moment`, the row, locked. Sent by the sweep, once for each moment, in the
# transaction that writes it done; whoever raises keeps it waiting for the next sweep. For a
# midnight it is sent once, however many of them passed in between.
moment_came = Signal()
