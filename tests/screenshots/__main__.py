"""`make screenshots`, or `python -m tests.screenshots rtl german` for some newspapers only."""

import sys

import django

import tests.embedded  # noqa: F401  # It runs the database that the settings name.

django.setup()

if __name__ == "__main__":
    from tests.screenshots.taking import main

    main(sys.argv[1:])
