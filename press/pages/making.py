"""Making a page: what Django is asked, and which of its answers may be handed out again.

Whoever asks, Django sees one and the same request: method, path, the meaningful part of the
query, the site's own host. No header of the reader reaches it, so nothing of the reader can be
in the answer.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from press.pages.asking import Environ
from press.pages.keys import gathering
from press.pages.memory import Address
from press.pages.page import Headers

type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# Marks in the environment of a request: somebody of the desk reads; the database is away.
STAFF = "press.pages.staff"
AWAY = "press.pages.database_away"
KEPT_STATUSES = {HTTPStatus.OK, HTTPStatus.GONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django said, and the keys of all that it loaded to say it."""

    status: str
    headers: Headers
    body: bytes
    keys: frozenset[str]

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def header(self, name: str) -> str:
        """Return the values of a header, joined by commas, in small letters; "" for none."""
        values = (value for header, value in self.headers if header.lower() == name)
        return ",".join(values).lower()

    @property
    def may_be_kept(self) -> bool:
        """Whether the same answer is right for every anonymous reader until a key is touched."""
        control = self.header("cache-control")
        varies = {name.strip() for name in self.header("vary").split(",")} - {""}
        return (
            self.code in KEPT_STATUSES
            and not self.header("set-cookie")
            and "no-store" not in control
            and "private" not in control
            and varies <= {"accept-encoding"}
        )


class Maker:
    """Asks `application` for pages, as a site at `site_url`."""

    def __init__(self, application: Application, site_url: str) -> None:
        self._application = application
        site = urlsplit(site_url)
        self._always: Environ = {
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SCRIPT_NAME": "",
            "REQUEST_METHOD": "GET",
            "HTTP_HOST": site.netloc,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": site.scheme,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def make(self, address: Address, errors: Any, *, mark: str = "") -> Answer:
        """Ask for a page and return the whole answer; `errors` is the server's `wsgi.errors`.

        `mark` is STAFF or AWAY, for the application to read in the environment.
        """
        path, query = address
        environ = self._always | {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": errors,
            STAFF: mark == STAFF,
            AWAY: mark == AWAY,
        }
        said: list[Any] = []
        with gathering() as keys:
            parts = self._application(environ, lambda *given: said.extend(given))
            try:
                body = b"".join(parts)
            finally:
                close = getattr(parts, "close", None)
                if close:
                    close()
        return Answer(said[0], list(said[1]), body, frozenset(keys))
