"""What may be embedded: the providers, their addresses, and the players they offer.

A light module: settings read `PLAYER_HOSTS` before any app is loaded, so that the policy of
reader pages allows exactly the players that a card can open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Provider:
    """Where posts of one service live, and how its player is called.

    `address` and `player` are filled with what `path` finds in path and query of an address.
    `shape` names the room that the player needs: "video", "upright", "post" or "sound".
    """

    name: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    address: str
    player: str = ""
    shape: str = "post"


@dataclass(frozen=True, slots=True)
class Foreign:
    """An address on another host: of which provider, in its one spelling, with which player."""

    provider: str
    address: str
    player: str = ""
    shape: str = "post"

    @property
    def player_host(self) -> str:
        return urlsplit(self.player).hostname or ""


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


PROVIDERS = (
    Provider(
        "YouTube",
        ("youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"),
        _path(
            r"/(?:(?:shorts|embed|live|v)/|watch\?(?:[^#]*&)?v=)?"
            r"(?P<id>[\w-]{11})(?:[/?&].*)?"
        ),
        "https://www.youtube.com/watch?v={id}",
        "https://www.youtube-nocookie.com/embed/{id}",
        "video",
    ),
    Provider(
        "Vimeo",
        ("vimeo.com", "player.vimeo.com"),
        _path(r"/(?:video/|channels/[\w-]+/)?(?P<id>\d{5,15})(?:[/?].*)?"),
        "https://vimeo.com/{id}",
        "https://player.vimeo.com/video/{id}?dnt=1",
        "video",
    ),
    Provider(
        "X",
        ("x.com", "twitter.com"),
        _path(r"/(?P<by>\w{1,20})/status(?:es)?/(?P<id>\d{1,25})(?:[/?].*)?"),
        "https://x.com/{by}/status/{id}",
        "https://platform.twitter.com/embed/Tweet.html?id={id}&dnt=true",
    ),
    Provider(
        "Bluesky",
        ("bsky.app",),
        _path(r"/profile/(?P<by>[\w.:-]{3,253})/post/(?P<id>[a-z0-9]{8,20})(?:[/?].*)?"),
        "https://bsky.app/profile/{by}/post/{id}",
        "https://embed.bsky.app/embed/{by}/app.bsky.feed.post/{id}",
    ),
    Provider(
        "Instagram",
        ("instagram.com",),
        _path(r"/(?:[\w.]{1,30}/)?(?P<kind>p|reel)/(?P<id>[\w-]{5,40})(?:[/?].*)?"),
        "https://www.instagram.com/{kind}/{id}/",
        "https://www.instagram.com/{kind}/{id}/embed/",
        "upright",
    ),
    Provider(
        "TikTok",
        ("tiktok.com",),
        _path(r"/@(?P<by>[\w.-]{1,40})/video/(?P<id>\d{5,25})(?:[/?].*)?"),
        "https://www.tiktok.com/@{by}/video/{id}",
        "https://www.tiktok.com/player/v1/{id}",
        "upright",
    ),
    Provider(
        "Spotify",
        ("open.spotify.com",),
        _path(
            r"/(?:intl-[a-z]{2}/)?(?:embed/)?(?P<kind>track|album|playlist|episode|show|artist)/"
            r"(?P<id>[A-Za-z0-9]{10,40})(?:[/?].*)?"
        ),
        "https://open.spotify.com/{kind}/{id}",
        "https://open.spotify.com/embed/{kind}/{id}",
        "sound",
    ),
    Provider(
        "Datawrapper",
        ("datawrapper.dwcdn.net", "datawrapper.de"),
        _path(r"/(?:_/)?(?P<id>[A-Za-z0-9]{5})(?:/.*|\?.*)?"),
        "https://datawrapper.dwcdn.net/{id}/",
        "https://datawrapper.dwcdn.net/{id}/",
    ),
)
# A server of Mastodon can be any host; so it has no player here, and is known by its paths.
MASTODON = _path(r"/(?P<by>@[\w.-]{1,40}(?:@[\w.-]{3,100})?)/(?P<id>\d{5,25})/?(?:\?.*)?")


def recognise(address: str) -> Foreign:
    """Return what is known of a cleaned address; of no provider, the address itself and no player.

    Addresses that lead to the same post get the same spelling: youtu.be and youtube.com,
    twitter.com and x.com, mobile hosts, with and without what trackers add.
    """
    parts = urlsplit(address)
    host = re.sub(r"^(?:www|m|mobile)\.", "", parts.hostname or "")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for provider in PROVIDERS:
        found = provider.path.fullmatch(path) if host in provider.hosts else None
        if found:
            return _foreign(provider, found)
    if found := MASTODON.fullmatch(path):
        return Foreign("Mastodon", f"https://{parts.netloc}/{found['by']}/{found['id']}")
    return Foreign(host, address)


def _foreign(provider: Provider, found: re.Match[str]) -> Foreign:
    facts = found.groupdict()
    return Foreign(
        provider=provider.name,
        address=provider.address.format_map(facts),
        player=provider.player.format_map(facts),
        shape=provider.shape,
    )


def _player_hosts() -> Iterator[str]:
    for provider in PROVIDERS:
        yield f"https://{urlsplit(provider.player).hostname}"


PLAYER_HOSTS = sorted(set(_player_hosts()))
