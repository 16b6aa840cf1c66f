"""Measuring what can't be a test, because it depends on the machine: `make bench`."""
