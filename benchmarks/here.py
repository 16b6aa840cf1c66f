"""Measure in this process: `python -m benchmarks.here MODULE` writes what its `measure()` found.

A process of its own for each newspaper, because Django's settings name one database.
"""

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(import_module(f"benchmarks.{sys.argv[1]}").measure()))
