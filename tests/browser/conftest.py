"""A real server on the test's own database, and a real browser in front of it."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import global_settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from press.pages.keys import EVERYTHING, touch
from tests.newsroom.processes import ROOT, collect_static, environment, free_port, until

# The browser's own errands would leave for hosts that no test may ask.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update"),
)
# A headless browser says so, and is a robot to us: these are people.
TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)
PHONE = {
    "viewport": {"width": 375, "height": 812},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": TELEPHONE,
}
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The site under granian, as `make run` starts it, on the database of this test run."""
    with django_db_blocker.unblock():
        facts = connection.get_connection_params()
    port = free_port()
    query = urlencode({"host": facts["host"], "port": facts.get("port") or 5432})
    database = f"postgres://{quote(facts['user'])}@/{facts['dbname']}?{query}"
    wishes = environment(
        **{"DEMO": "true", "SECRET_KEY": "tests", "PORT": str(port), "DATABASE_URL": database},
        DJANGO_SETTINGS_MODULE="newsroom.settings",
        MEDIA_ROOT=str(tmp_path_factory.mktemp("media")),
    )
    collect_static(wishes)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "8", "newsroom.serving:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=wishes, start_new_session=True)
    try:
        until(lambda: _is_ready(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture
def site(server: str, transactional_db: None, settings: Any) -> str:
    """The server's address, with an empty database that the test may fill by the factories."""
    # The server checks passwords as in production, not by the quick hasher of the tests.
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    # Nobody told the server that the tables were emptied.
    touch([EVERYTHING])
    return server


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, "Chromium is needed: run these tests by `make test`, which installs it."
    # Playwright keeps an event loop in this thread, for this package only; Django must not take
    # that for async code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=Path(found), args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[object]:
    """Open a window of one's own: `visitor()`, `visitor(java_script_enabled=False, **PHONE)`."""
    contexts: list[BrowserContext] = []

    def open_window(**options: object) -> Page:
        context = chromium.new_context(base_url=site, **(DESK | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
