"""`manage.py seed`: believable articles and comments at any size, in the database of a demo."""

import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from newsroom.seeding.copying import seed
from newsroom.seeding.progress import Progress


class Command(BaseCommand):
    help = "Adds invented articles of the last two years with their comments, the same each time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, default=1_000, help="how many (1000)")
        parser.add_argument("--comments", type=int, default=0, help="how many below them (0)")

    def handle(self, *args: Any, articles: int, comments: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Invented news must never stand in a real newspaper, so articles are seeded only "
                "with DEMO=true, never in production."
            )
        if articles < 0 or comments < 0:
            raise CommandError("Give numbers of articles and comments that are not below zero.")
        if comments and not articles:
            raise CommandError(
                "Comments need articles to stand below: give --articles with a number above zero."
            )
        if articles:
            self._seed(articles, comments)

    def _seed(self, articles: int, comments: int) -> None:
        # Ended by a service manager it must bring the indexes back too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        progress = Progress(sys.stdout, articles)
        try:
            seed(articles, comments, tell=progress, say=progress.say)
        except ValidationError as problem:
            raise CommandError(
                f"The sections can't be added: {' '.join(problem.messages)}"
            ) from problem
        except KeyboardInterrupt:
            raise CommandError(
                "Interrupted. Nothing is half written: what is in is complete, and running the "
                "command again adds more. Indexes that lack still are built then, or by "
                "'manage.py migrate'."
            ) from None
