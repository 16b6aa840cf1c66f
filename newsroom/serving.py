"""What granian's workers load: the application, tied to the life of granian's main process."""

import gc
import multiprocessing
import signal

from newsroom.lifelines import die_with_parent

# Before the application starts threads and connections: a worker left alone would keep the port.
parent = multiprocessing.parent_process()
if parent is not None and parent.pid is not None:
    die_with_parent(signal.SIGKILL, parent.pid)
# A forked worker begins with the main process's handler, which would swallow an early SIGTERM.
signal.signal(signal.SIGTERM, signal.SIG_DFL)

from newsroom.wsgi import application  # noqa: E402, I001  # It loads the apps.
from newsroom import witness  # noqa: E402

witness.keep_looking()
# What is loaded by now stays: the collector needn't look through it time and again.
gc.collect()
gc.freeze()

__all__ = ["application"]
