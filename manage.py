#!/usr/bin/env python
"""Django's commands, on the private PostgreSQL when the settings name no other server."""

import logging
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError

from newsroom import embedded_postgres
from newsroom.reaching import why_unreachable


def main() -> int:
    """Run the command of the command line; what a person can put right is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # The pool would warn for each of its attempts; the sentence below says it once.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    try:
        if folder := _embedded_postgres():
            embedded_postgres.join(folder)
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, embedded_postgres.EmbeddedPostgresError) as problem:
        return _tell(str(problem))
    except OperationalError:
        reason = why_unreachable()
        if reason is None:
            raise
        return _tell(reason)
    except KeyboardInterrupt:
        return 130
    return 0


def _embedded_postgres() -> Path | None:
    """Read the settings, and make one kind of error of all that can be wrong in them."""
    try:
        return settings.EMBEDDED_POSTGRES
    except ValueError as problem:
        raise ImproperlyConfigured(
            f"A variable of the environment or of .env can't be read ({problem}): compare it with "
            ".env.example."
        ) from problem


def _tell(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
