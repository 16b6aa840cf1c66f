"""What a feed says, whatever it is written in: RSS and JSON Feed say the same."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from articles.templatetags.newspaper import absolute
from publication.languages import direction
from publication.models import Publication

RSS, JSON = "feed/", "feed.json"


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of an entry, by its whole address."""

    address: str
    kind: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article or reply. `id` stays the same when its address changes."""

    id: str
    address: str
    title: str
    html: str
    published: datetime
    updated: datetime | None = None
    summary: str = ""
    language: str = ""
    people: list[Person] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    picture: Picture | None = None
    # Where it is talked about, and the feed of that; "" for what is a reply itself.
    replies: str = ""
    replies_feed: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest of one list: `page` is the path of the list, below which its feeds lie."""

    title: str
    description: str
    page: str
    publication: Publication
    entries: list[Entry]

    @property
    def home(self) -> str:
        return absolute(self.page)

    @property
    def rss(self) -> str:
        return absolute(self.page + RSS)

    @property
    def json(self) -> str:
        return absolute(self.page + JSON)

    @property
    def language(self) -> str:
        return self.publication.language

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def updated(self) -> datetime | None:
        """When the newest of it came or changed; None for a feed that is empty yet."""
        moments = [entry.updated or entry.published for entry in self.entries]
        return max(moments, default=None)

    @property
    def hub(self) -> str:
        """Where a reader may ask to be told of news, or ""."""
        return str(settings.WEBSUB_HUB)


def name_of(kind: str, pk: int, moment: datetime) -> str:
    """Return the name by which feed readers know an entry for ever (a tag URI, RFC 4151)."""
    return f"tag:{settings.SITE_HOST},{moment:%Y-%m-%d}:{kind}/{pk}"


def publication_of(request: HttpRequest) -> Publication:
    """The newspaper of a request, as `publication.middleware` loaded it."""
    publication: Publication = request.publication  # type: ignore[attr-defined]
    return publication
