"""Where a page shows an advertisement."""

from typing import Any
from zlib import crc32

from django import template
from django.utils import timezone

from adverts.models import Advert
from press import clock
from press.pages.keys import note
from press.pages.parts import kept
from publication.models import TODAY_KEY

register = template.Library()


@register.inclusion_tag("adverts/_advert.html", takes_context=True)
def advert(context: dict[str, Any], place: str) -> dict[str, Advert | None]:
    """Show what runs in `place` now, or nothing.

    A page is the same for all readers, so several in one place share the pages between them, and
    each day anew.
    """
    running = [each for each in kept("adverts", _running) if each.place == place]
    if not running:
        return {"advert": None}
    note(TODAY_KEY)
    today = timezone.localtime(clock.now()).date()
    turn = crc32(f"{context['request'].path} {today}".encode())
    return {"advert": running[turn % len(running)]}


def _running() -> list[Advert]:
    return list(Advert.objects.running())
