"""Which addresses are known, and which player is offered for them."""

import pytest
from django.conf import settings

from articles.embeds import PROVIDERS, recognise

YOUTUBE = ("YouTube", "https://www.youtube.com/watch?v=aBcDeFgHi_k")


@pytest.mark.parametrize(
    ("address", "provider", "same"),
    [
        ("https://youtu.be/aBcDeFgHi_k?si=tracker", *YOUTUBE),
        ("https://www.youtube.com/watch?v=aBcDeFgHi_k&t=4s", *YOUTUBE),
        ("https://m.youtube.com/watch?app=desktop&v=aBcDeFgHi_k", *YOUTUBE),
        ("https://youtube.com/shorts/aBcDeFgHi_k", *YOUTUBE),
        ("https://www.youtube.com/live/aBcDeFgHi_k?feature=share", *YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/aBcDeFgHi_k", *YOUTUBE),
        ("https://vimeo.com/123456789", "Vimeo", "https://vimeo.com/123456789"),
        ("https://player.vimeo.com/video/123456789?h=a", "Vimeo", "https://vimeo.com/123456789"),
        ("https://mobile.twitter.com/a_b/status/12?s=20", "X", "https://x.com/a_b/status/12"),
        ("https://x.com/a_b/status/12/photo/1", "X", "https://x.com/a_b/status/12"),
        (
            "https://bsky.app/profile/someone.example.org/post/3kabcdefgh2k",
            "Bluesky",
            "https://bsky.app/profile/someone.example.org/post/3kabcdefgh2k",
        ),
        (
            "https://news.example.org/@someone/112233445566?x=1",
            "Mastodon",
            "https://news.example.org/@someone/112233445566",
        ),
        (
            "https://www.instagram.com/someone/reel/Cabc_-12345/?igsh=a",
            "Instagram",
            "https://www.instagram.com/reel/Cabc_-12345/",
        ),
        (
            "https://www.tiktok.com/@some.one/video/7123456789012345678?lang=en",
            "TikTok",
            "https://www.tiktok.com/@some.one/video/7123456789012345678",
        ),
        (
            "https://open.spotify.com/intl-de/episode/4abcdefghijklmnopqrstu?si=a",
            "Spotify",
            "https://open.spotify.com/episode/4abcdefghijklmnopqrstu",
        ),
        (
            "https://www.datawrapper.de/_/aB3dE/",
            "Datawrapper",
            "https://datawrapper.dwcdn.net/aB3dE/",
        ),
        (
            "https://datawrapper.dwcdn.net/aB3dE/12/",
            "Datawrapper",
            "https://datawrapper.dwcdn.net/aB3dE/",
        ),
    ],
)
def test_an_address_is_known_in_each_of_its_spellings(address, provider, same):
    found = recognise(address)

    assert (found.provider, found.address) == (provider, same)
    assert recognise(found.address) == found


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (YOUTUBE[1], "https://www.youtube-nocookie.com/embed/aBcDeFgHi_k"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://x.com/a/status/12",
            "https://platform.twitter.com/embed/Tweet.html?id=12&dnt=true",
        ),
        (
            "https://bsky.app/profile/a.example.org/post/3kabcdefgh2k",
            "https://embed.bsky.app/embed/a.example.org/app.bsky.feed.post/3kabcdefgh2k",
        ),
        ("https://www.instagram.com/p/Cabc_-1/", "https://www.instagram.com/p/Cabc_-1/embed/"),
        (
            "https://www.tiktok.com/@a/video/7123456789012345678",
            "https://www.tiktok.com/player/v1/7123456789012345678",
        ),
        (
            "https://open.spotify.com/track/4abcdefghijklmnopqrstu",
            "https://open.spotify.com/embed/track/4abcdefghijklmnopqrstu",
        ),
        ("https://datawrapper.dwcdn.net/aB3dE/", "https://datawrapper.dwcdn.net/aB3dE/"),
        ("https://news.example.org/@someone/112233445566", ""),
        ("https://example.org/a?b=1", ""),
    ],
)
def test_a_player_is_offered_by_its_provider_only(address, player):
    assert recognise(address).player == player


@pytest.mark.parametrize(
    "address",
    [
        "https://youtube.com.evil.example/watch?v=aBcDeFgHi_k",
        "https://evil.example/youtube.com/watch?v=aBcDeFgHi_k",
        "https://notx.com/a/status/12",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@someone",
        "https://vimeo.com/about",
        "https://open.spotify.com/user/x",
    ],
)
def test_what_only_looks_like_a_provider_is_a_link(address):
    found = recognise(address)

    assert (found.address, found.player) == (address, "")


def test_reader_pages_allow_exactly_the_players_that_exist():
    allowed = settings.SECURE_CSP["frame-src"]

    assert len(allowed) == len(PROVIDERS)
    assert all(host.startswith("https://") and "*" not in host for host in allowed)
    assert f"https://{recognise(YOUTUBE[1]).player_host}" in allowed
