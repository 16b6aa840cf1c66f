"""`{% teaser article size="side" %}`: an article in a list, sixty times on the front page."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.models import Article
from articles.templatetags import newspaper
from images.templatetags import images
from press import clock
from press.pages.keys import note
from press.pages.stencils import filled
from publication.models import TODAY_KEY

register = template.Library()

# How wide the picture stands, by the size of its teaser; a small one says nothing of its own.
PICTURES: dict[str, dict[str, Any]] = {
    "side": {"sizes": "12rem", "widest": 640, "phone_square": "6.5rem", "alt": ""},
    "fold": {
        "sizes": "(min-width: 60rem) 18rem, 46vw",
        "widest": 960,
        "phone_square": "6.5rem",
        "alt": "",
    },
    "big": {"sizes": "(min-width: 60rem) 37rem, 100vw"},
}
PLAIN = {"sizes": "(min-width: 60rem) 25rem, (min-width: 40rem) 32vw, 100vw"}


@register.simple_tag
def teaser(
    article: Article,
    *,
    size: str = "",
    heading: int = 2,
    meta: str = "",
    picture: bool = True,
    deck: bool = True,
    kicker: bool = True,
) -> SafeString:
    """Draw a teaser: picture, kicker, headline, deck, meta.

    `article` is loaded by `for_listing()` or `articles.cards`; search adds an `excerpt` and a
    `marked_headline`. `size` is "line" (headline only), "side" (picture at the end side), "fold"
    (side on phones, picture on top from two columns on), "mid", "big" or plain. `meta` is "time",
    or "byline" for names and time. `picture`, `deck` and `kicker` can be left out; a label is
    always shown.

    A tag and no template to be included, which took four times as long. A row that is kept
    (`articles.cards`) keeps its drawings, which go with it.
    """
    known: dict[Any, tuple[date | None, SafeString]] = getattr(article, "teasers", {})
    looks = (
        *(size, heading, meta, picture, deck, kicker, article.is_live()),
        *(get_language(), timezone.get_current_timezone_name()),
    )
    today = _today() if meta else None
    if looks not in known or known[looks][0] != today:
        drawn = _drawn(article, size, heading, meta, picture, deck, kicker)
        known[looks] = today, drawn
        return drawn
    return known[looks][1]


def _today() -> date:
    """A time of day is told of what is of today, so the page changes with the day."""
    note(TODAY_KEY)
    return timezone.localdate(clock.now())


def _drawn(
    article: Article, size: str, heading: int, meta: str, picture: bool, deck: bool, kicker: bool
) -> SafeString:
    image = article.lead_image if picture and size != "line" else None
    excerpt = getattr(article, "excerpt", "")  # A search has found one.
    has_deck = deck and size != "line"
    words = {
        "address": article.get_absolute_url(),
        "speaks": newspaper.speaks(article),
        "headline": getattr(article, "marked_headline", "") or _hyphenated(article, "headline"),
        "kicker": newspaper.kicker(article) if kicker else newspaper.label(article),
        "picture": images.picture(image, **PICTURES.get(size, PLAIN)) if image else "",
        "deck": excerpt or (_hyphenated(article, "standfirst") if has_deck else ""),
        "names": newspaper.byline(article) if meta == "byline" else "",
        "time": newspaper.teaser_time(article.published_at)
        if meta and article.published_at
        else "",
    }
    facts: dict[str, str | int] = {f"has_{word}": bool(value) for word, value in words.items()}
    facts |= {
        "is_live": article.is_live(),
        "size": size,
        "heading": 3 if heading == 3 else 2,
        "is_excerpt": bool(excerpt),
    }
    return filled("articles/_teaser.html", facts, words)


def _hyphenated(article: Article, field: str) -> str:
    return newspaper.hyphenated(getattr(article, field), article.language)
