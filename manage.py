#!/usr/bin/env python
"""Django's commands, on the private PostgreSQL when the settings name no other server."""

import logging
import os
import sys

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
        if settings.EMBEDDED_POSTGRES:
            embedded_postgres.join(settings.EMBEDDED_POSTGRES)
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


def _tell(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
