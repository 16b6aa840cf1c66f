"""Views without a browser: requests to the beacon, and readers counted by hand."""

import io

from readership.beacon import Beacon
from readership.counting import Gathering, count
from readership.readers import fingerprint

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1"


def environ(
    body=b"", *, method="POST", path="/seen/", address="192.0.2.7", agent=PHONE, **headers
) -> dict:
    """A WSGI environ as a server makes it; `headers` are names as in `sec_fetch_site`."""
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "REMOTE_ADDR": address,
        "HTTP_HOST": "testserver",
        "HTTP_USER_AGENT": agent,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


class Answer:
    """What the beacon answered, and what it took in."""

    def __init__(self, asked: dict) -> None:
        self.taken_in = Gathering()
        beacon = Beacon(self._page, see=self.taken_in.add)
        self.body = b"".join(beacon(asked, self._start))

    def _start(self, status, headers):
        self.status, self.headers = int(status[:3]), dict(headers)

    def _page(self, asked, start_response):
        start_response("200 OK", [])
        return [b"a page of Django, asked with " + asked["wsgi.input"].read()]


def reader(number: int) -> bytes:
    return fingerprint(environ(address=f"198.51.100.{number % 256}", agent=f"Phone {number}"))


def count_views(article, number: int, *, at) -> None:
    """Let `number` readers view an article at a moment."""
    count([(article.pk, reader(each)) for each in range(number)], now=at)
