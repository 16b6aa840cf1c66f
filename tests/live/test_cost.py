"""What five thousand readers of live coverage cost, counted at the door of Django.

The layer of finished pages is the real one, and hears of posts by PostgreSQL's own notices; the
readers are requests in a row. What is counted is how often Django had to make a page, in a minute
in which each reader asks three times and somebody posts every six seconds.
"""

from collections.abc import Iterator
from time import monotonic

import psycopg
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from press.pages.asking import Asking
from press.pages.files import Files
from press.pages.keys import CHANNEL
from press.pages.layer import Layer
from press.pages.makers import Makers
from press.pages.making import Maker
from press.pages.memory import Memory
from tests.factories import make_author_login
from tests.live.facts import make_live_article, make_post
from tests.newsroom.processes import address_of

READERS, ASKS, SECONDS, POSTS = 5_000, 3, 60, 10
# One in ten reloads the page instead, as browsers without a script do.
RELOADS = 10


class Ear:
    """Hears every notice, when the test says so."""

    is_away = False

    def __init__(self, memory: Memory, line: psycopg.Connection) -> None:
        self.memory, self.line = memory, line
        memory.trusted_until = monotonic() + 3_600
        line.execute(f"LISTEN {CHANNEL}")

    def start(self) -> None:
        pass

    def hear(self) -> None:
        for notice in self.line.notifies(timeout=20, stop_after=1):
            self.memory.forget(notice.payload.split())


class Site:
    def __init__(self, line: psycopg.Connection) -> None:
        self.django = get_wsgi_application()
        self.made = 0
        memory = Memory(64 * 1024 * 1024)
        self.ear = Ear(memory, line)
        self.layer = Layer(
            self.door,
            asking=Asking(
                hosts=["testserver"], parameters=settings.PAGES_PARAMETERS, past=settings.PAGES_PAST
            ),
            maker=Maker(self.door, settings.SITE_URL),
            makers=Makers(seats=2, chairs=2),
            memory=memory,
            files=Files(None),
            listener=self.ear,
        )

    def door(self, environ, start_response):
        self.made += 1
        return self.django(environ, start_response)

    def ask(self, path: str) -> str:
        said = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_HOST": "testserver",
            "HTTP_ACCEPT_ENCODING": "identity",
            "wsgi.url_scheme": "http",
            "wsgi.errors": None,
        }
        body = b"".join(self.layer(environ, lambda status, headers: said.append(status)))
        assert said == ["200 OK"]
        return body.decode()


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    address = address_of(connection.get_connection_params())
    with psycopg.connect(address, autocommit=True) as line:
        yield Site(line)


def test_five_thousand_readers_cost_less_than_one_rendering_a_second(site):
    article, author = make_live_article(), make_author_login()
    page = article.get_absolute_url()
    asked = 0
    for _ in range(POSTS):
        post = make_post(article, by=author)
        site.ear.hear()
        for number in range(READERS * ASKS // POSTS):
            path = page if number % RELOADS == 0 else f"{page}live/newest.json"
            assert f"post-{post.pk}" in site.ask(path)
            asked += 1

    assert asked == READERS * ASKS
    # Both addresses once for each post, and no more: 0.33 a second.
    assert site.made == 2 * POSTS
    assert site.made / SECONDS < 1
