"""What a request asks for: which page, by an address in one spelling, and whether it is ours to
answer at all."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http.request import split_domain_port, validate_host

from press.pages.memory import Address

type Environ = dict[str, Any]

HOSTS_REMEMBERED = 64


class Asking:
    """Reads requests by the settings of one site.

    `hosts` are Django's ALLOWED_HOSTS; `parameters` the names in a query that mean something;
    `past` the beginnings of paths that others answer; `secure` whether only HTTPS is answered,
    told by the `proxy_header` (a name and a value) where a proxy of ours ends it.
    """

    def __init__(
        self,
        *,
        hosts: Iterable[str],
        parameters: Iterable[str],
        past: Iterable[str],
        secure: bool = False,
        proxy_header: tuple[str, str] | None = None,
    ) -> None:
        self._past = tuple(past)
        self._allowed = list(hosts)
        self._expected = (proxy_header or ("wsgi.url_scheme", "https")) if secure else None
        names = frozenset(parameters)
        # Few hosts and queries come again and again; the others pay for themselves.
        self._is_our_host = lru_cache(HOSTS_REMEMBERED)(self._validate)
        self.meaning = lru_cache(HOSTS_REMEMBERED)(lambda query: _meaning(query, names))

    def address_of(self, environ: Environ) -> Address | None:
        """Return the address of the page that is asked for; None if we have no answer to give.

        None is for what others answer, for changes, and for hosts and schemes that aren't ours.
        """
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        path = environ["PATH_INFO"]
        if path.startswith(self._past) or not self._is_our_host(environ.get("HTTP_HOST", "")):
            return None
        if self._expected and environ.get(self._expected[0]) != self._expected[1]:
            return None
        query = environ["QUERY_STRING"]
        return (path, self.meaning(query)) if query else (path, "")

    def is_reader_form(self, environ: Environ) -> bool:
        """Whether somebody who reads sends us something."""
        path: str = environ["PATH_INFO"]
        return environ["REQUEST_METHOD"] == "POST" and not path.startswith(self._past)

    def _validate(self, host: str) -> bool:
        domain, _ = split_domain_port(host)
        return bool(domain) and validate_host(domain, self._allowed)


def _meaning(query: str, names: frozenset[str]) -> str:
    """Return the query in its one spelling: known names only, each once, in order."""
    try:
        asked = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=100, errors="replace"))
    except ValueError:
        return ""
    return urlencode(sorted((name, value) for name, value in asked.items() if name in names))
