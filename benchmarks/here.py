"""Measure in this process: `python -m benchmarks.here MODULE` writes what its `measure()` found.

A process of its own for each newspaper, because Django's settings name one database. Like a web
process, it spares the collector what it has loaded (`newsroom.serving`).
"""

import gc
import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    module = import_module(f"benchmarks.{sys.argv[1]}")
    gc.collect()
    gc.freeze()
    sys.stdout.write(json.dumps(module.measure()))
