"""Former addresses of sections, tags and authors: they lead on together with their feeds."""

from articles.feeds.feed import JSON, RSS
from press.redirects import moving

# Redirects are found by a path with its last slash.
_FEEDS = [(feed.rstrip("/") + "/", feed) for feed in (RSS, JSON)]


def lead(old_path: str, new_path: str) -> None:
    """Let the old address of a list and those of its feeds answer 301."""
    if old_path != new_path:
        moving.move(old_path, new_path)
        for old, new in _FEEDS:
            moving.move(old_path + old, new_path + new)


def mark_gone(path: str) -> None:
    """Let the address of a list and those of its feeds answer 410."""
    for behind in ("", *(old for old, _new in _FEEDS)):
        moving.mark_gone(path + behind)


def free(path: str) -> None:
    """Forget where these led, because a list lives there (again)."""
    for behind in ("", *(old for old, _new in _FEEDS)):
        moving.free(path + behind)
