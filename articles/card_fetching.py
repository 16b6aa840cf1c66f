"""Cards of embeds that nobody has written: what a provider says of its own post (oEmbed).

Only the providers of this list are asked, by a job, once for each address; what they answer is
bounded and read as words. Without an answer readers have the bare link and the editor's words.
"""

import json
import logging
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.utils.html import strip_tags
from procrastinate.contrib.django import app

from articles.embeds import recognise
from articles.models import EmbedCard
from articles.models.embed import key_of_address
from press import history, outgoing
from press.pages.keys import key_of, touch

logger = logging.getLogger(__name__)
# Instagram asks for a contract; a server of Mastodon can be any host.
ENDPOINTS = {
    "YouTube": "https://www.youtube.com/oembed",
    "Vimeo": "https://vimeo.com/api/oembed.json",
    "X": "https://publish.x.com/oembed",
    "Bluesky": "https://embed.bsky.app/oembed",
    "TikTok": "https://www.tiktok.com/oembed",
    "Spotify": "https://open.spotify.com/oembed",
    "Datawrapper": "https://api.datawrapper.de/v3/oembed",
}
READ_AT_MOST = 100_000
SERVER_ERRORS = 500
_EMBED = re.compile(r'data-embed-url="([^"]+)"')
# X and Bluesky give the words of a post as a quotation.
_QUOTED = re.compile(r"<blockquote.*?<p[^>]*>(.*?)</p>", re.S)


class Unanswered(OSError):
    """The provider is busy or broken: the job is repeated."""


def fetch_after(body: str) -> None:
    """Defer, inside the present transaction, a job for each address in `body` without a card."""
    if not settings.FETCH_EMBED_CARDS or "data-embed-url" not in body:
        return
    found = [recognise(address.replace("&amp;", "&")) for address in _EMBED.findall(body)]
    wanted = {foreign.address for foreign in found if foreign.provider in ENDPOINTS}
    cards = EmbedCard.objects.filter(address__in=wanted).values_list("address", flat=True)
    for address in sorted(wanted - set(cards)):
        job = app.configure_task("articles.tasks.fetch_card", queue="slow")
        job.defer(address=address)


def fetch(address: str) -> EmbedCard | None:
    """Ask the provider of an address for its card, and store it; None if there is nothing to tell.

    A card that somebody has written meanwhile stays. Writes the entry "fetched" and touches the
    pages that wait for the card. Raises OSError if the provider is away.
    """
    foreign = recognise(address)
    if foreign.provider not in ENDPOINTS:
        return None
    query = urlencode({"url": foreign.address, "format": "json"})
    status, answer = outgoing.get(
        f"{ENDPOINTS[foreign.provider]}?{query}",
        {"Accept": "application/json", "User-Agent": "newsroom-cards"},
        read_bytes=READ_AT_MOST,
    )
    if status >= SERVER_ERRORS:
        raise Unanswered(f"{foreign.provider} answered {status}.")
    facts = _facts_in(answer) if status == 200 else {}
    if not facts:
        logger.warning("%s tells nothing of %s (%s).", foreign.provider, address, status)
        return None
    return _store(foreign.address, facts)


@transaction.atomic
def _store(address: str, facts: dict[str, str]) -> EmbedCard:
    card, is_new = EmbedCard.objects.get_or_create(address=address, defaults=facts)
    if is_new:
        history.record(card, "fetched", by=None, detail=facts)
        touch([key_of(card), key_of_address(address)])
    return card


def _facts_in(answer: str) -> dict[str, str]:
    """The words of an answer, as long as our columns; nothing of what can't be read."""
    try:
        said: Any = json.loads(answer)
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    quoted = _QUOTED.search(str(said.get("html") or ""))
    facts = {"title": said.get("title"), "author": said.get("author_name")}
    facts["text"] = quoted[1].replace("<br>", "\n") if quoted else ""
    told = {name: _words(value, name) for name, value in facts.items()}
    return told if any(told.values()) else {}


def _words(value: Any, name: str) -> str:
    words = unescape(strip_tags(value)) if isinstance(value, str) else ""
    length: int = EmbedCard._meta.get_field(name).max_length  # type: ignore[assignment,union-attr]
    return words.replace("\0", "").strip()[:length]
