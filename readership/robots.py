"""Who isn't a reader: robots that say so, and browsers that fetch ahead of a reader.

A robot that calls itself a browser is counted; no list helps against it. Most robots never get
here, because they don't run the script that sends a view.
"""

from collections.abc import Mapping
from typing import Any

# Parts of the User-Agent, in small letters. "http" is the address of its keeper that a decent
# robot gives, and the name of most client libraries (okhttp, Go-http-client, python-httpx).
# Headless browsers are screenshots, measurements and scrapers; a test that wants to be counted
# gives itself the User-Agent of a phone.
WORDS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "scrap",
    "fetch",
    "archiv",
    "monitor",
    "pingdom",
    "lighthouse",
    "mediapartners",
    "headless",
    "phantomjs",
    "curl",
    "wget",
    "python",
    "http",
)
# Makes telephones, and its name stands in their User-Agent.
NO_ROBOT = "cubot"
_AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ", "HTTP_X_PURPOSE")


def is_robot(environ: Mapping[str, Any]) -> bool:
    """Whether a WSGI `environ` is of a robot, of a program without a name, or of a fetch ahead."""
    agent = environ.get("HTTP_USER_AGENT", "").lower().replace(NO_ROBOT, "")
    if not agent.strip():
        return True
    for word in WORDS:  # A loop: several times as fast as a pattern or any().
        if word in agent:
            return True
    ahead = [environ[name] for name in _AHEAD if name in environ]
    return bool(ahead) and "prefetch" in " ".join(ahead).lower()
