"""Processes that end with the one that started them, however that one died.

The kernel sees to it (PDEATHSIG), so even `kill -9` leaves nothing behind. Other systems than Linux
know no such thing; there only an orderly end takes the children along.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(how: signal.Signals, parent: int) -> None:
    """Send this process the signal ``how`` as soon as process ``parent``, its parent, is dead.

    ``parent`` is given by the caller, because a parent that died before this call has already been
    replaced by another. Works between fork and exec too, and is kept through exec.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), how)
