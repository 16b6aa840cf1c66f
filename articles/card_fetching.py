"""Cards of embeds that nobody has written: what a provider says of its own post (oEmbed).

Only the providers of this list and the servers of Mastodon that the newspaper trusts are asked, by
a job, once for each address; what they answer is bounded and read as words. Without an answer
readers have the bare link and the editor's words.
"""

import json
import logging
import re
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.html import strip_tags
from procrastinate.contrib.django import app

from articles.embeds import Foreign, recognise
from articles.models import EmbedCard
from articles.models.embed import key_of_address
from press import history, outgoing
from press.pages.keys import key_of, touch
from publication.models import Publication

logger = logging.getLogger(__name__)
# Instagram asks for a contract.
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
    wanted = {foreign.address for foreign in found if _endpoint(foreign)}
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
    endpoint = _endpoint(foreign)
    if not endpoint:
        return None
    query = urlencode({"url": foreign.address, "format": "json"})
    facts = _facts_in(_answer(f"{endpoint}?{query}", "application/json"))
    if facts and foreign.provider == "Mastodon":
        # Its oEmbed names the author and no word of the post.
        facts |= _facts_on(_answer(foreign.address, "text/html"))
    if not facts:
        logger.warning("%s tells nothing of %s.", foreign.provider, address)
        return None
    return _store(foreign.address, facts)


def _endpoint(foreign: Foreign) -> str:
    """Where to ask for a card; empty if nobody may be asked."""
    if foreign.provider != "Mastodon":
        return ENDPOINTS.get(foreign.provider, "")
    host = urlsplit(foreign.address).netloc
    is_trusted = host in Publication.objects.current().trusted_servers
    return f"https://{host}/api/oembed" if is_trusted else ""


def _answer(address: str, kind: str) -> str:
    headers = {"Accept": kind, "User-Agent": "newsroom-cards"}
    status, answer = outgoing.get(address, headers, read_bytes=READ_AT_MOST)
    if status >= SERVER_ERRORS:
        raise Unanswered(f"{urlsplit(address).hostname} answered {status}.")
    return answer if status == 200 else ""


@transaction.atomic
def _store(address: str, facts: dict[str, Any]) -> EmbedCard:
    card, is_new = EmbedCard.objects.get_or_create(address=address, defaults=facts)
    if is_new:
        detail = {name: str(told) for name, told in facts.items()}
        history.record(card, "fetched", by=None, detail=detail)
        touch([key_of(card), key_of_address(address)])
    return card


def _facts_in(answer: str) -> dict[str, Any]:
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


class _OpenGraph(HTMLParser):
    """What the head of a page says of itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "meta" and told.get("property"):
            self.said.setdefault(str(told["property"]), told.get("content") or "")


def _facts_on(page: str) -> dict[str, Any]:
    """What the page of a post adds: its words, its author with the handle, and when."""
    said = _OpenGraph(page).said
    facts = {"author": said.get("og:title"), "text": said.get("og:description")}
    told: dict[str, Any] = {name: _plain(value, name) for name, value in facts.items() if value}
    try:
        posted_at = datetime.fromisoformat(said.get("og:published_time", ""))
    except ValueError:
        return told
    return told | {"posted_at": posted_at} if posted_at.tzinfo else told


def _words(value: Any, name: str) -> str:
    return _plain(unescape(strip_tags(value)), name) if isinstance(value, str) else ""


def _plain(words: str, name: str) -> str:
    length: int = EmbedCard._meta.get_field(name).max_length  # type: ignore[assignment,union-attr]
    return words.replace("\0", "").strip()[:length]
