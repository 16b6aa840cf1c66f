"""`manage.py demo`: the demo newspaper, in an empty database of a demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from newsroom.demo.filling import fill


class Command(BaseCommand):
    help = "Fills an empty database with the demo newspaper. Does nothing when it has articles."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo newspaper has logins that everybody knows, so it exists only with "
                "DEMO=true, never in production."
            )
        if Article.objects.exists():
            return
        fill(self.stdout.write)
