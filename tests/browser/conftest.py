"""A real server on the test's own database, and a real browser in front of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import global_settings
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, BrowserContext, Page

from press.pages.keys import EVERYTHING, touch
from tests.browser import papers
from tests.browser.chromium import DESK, PHONE, open_chromium
from tests.browser.page_types import Paper
from tests.browser.serving import serving
from tests.factories import make_editor

__all__ = ["DESK", "PHONE"]
Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def server(django_db_setup) -> Iterator[str]:
    """The site under granian, on the database of this test run and with its pictures."""
    media = Path(django_settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    with serving(media) as address:
        yield address


@pytest.fixture
def passwords(settings: Any) -> None:
    """The server checks passwords as in production, not by the quick hasher of the tests."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS


def empty() -> None:
    """Empty the database, and number from one again: the server remembers content types."""
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:  # Not among Django's own tables.
        cursor.execute("TRUNCATE procrastinate_jobs RESTART IDENTITY CASCADE")
    touch([EVERYTHING])  # No verb told the server.


@pytest.fixture
def site(server: str, transactional_db: None, passwords: None) -> str:
    """The server's address, with an empty database that the test may fill by the factories."""
    empty()
    return server


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, for this package only; Django must not take
    # that for async code.
    with pytest.MonkeyPatch.context() as patch, open_chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield browser


@contextmanager
def windows(browser: Browser, address: str) -> Iterator[Visitor]:
    """Open windows of one's own: `open()`, `open(java_script_enabled=False, **PHONE)`."""
    contexts: list[BrowserContext] = []

    def open_window(**options: Any) -> Page:
        context = browser.new_context(base_url=address, **(DESK | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    """Windows on a newspaper that the test fills itself."""
    with windows(chromium, site) as open_window:
        yield open_window


@pytest.fixture(scope="module")
def db(chromium: Browser, server: str, django_db_blocker) -> Iterator[None]:
    """The database for a whole module, where pytest-django would give it to each test anew."""
    with django_db_blocker.unblock():
        empty()
        yield
        empty()
        connections.close_all()


@pytest.fixture(scope="module")
def paper(db: None) -> Paper:
    """A newspaper with every page type, for all tests of a module: they only read it."""
    papers.fill()
    touch([EVERYTHING])
    return Paper()


@pytest.fixture
def reader(chromium: Browser, server: str, paper: Paper, passwords: None) -> Iterator[Visitor]:
    """Windows on the newspaper that a module shares."""
    with windows(chromium, server) as open_window:
        yield open_window


@pytest.fixture
def desk(visitor: Visitor) -> Page:
    """A window in which an editor is logged in."""
    editor = make_editor()
    page = visitor()
    page.goto("/desk/login/?next=/desk/")
    page.fill("[name=username]", editor.username)
    page.fill("[name=password]", "secret")
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/desk/")
    return page
