"""Every page type of several newspapers, on three screens, light and dark, as pictures.

They lie in `var/screenshots/<newspaper>/<page>-<width>-<scheme>.png`.
"""

import os
import shutil
import signal
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, Page

from press.pages.keys import EVERYTHING, touch
from tests.browser.chromium import DESK, PHONE, open_chromium
from tests.browser.page_types import PAGE_TYPES, Paper, visit
from tests.browser.papers import SCENARIOS
from tests.browser.serving import throwaway_site

FOLDER = settings.VAR_DIR / "screenshots"
SCREENS = {
    375: PHONE,
    768: {"viewport": {"width": 768, "height": 1024}},
    1280: DESK,
}
# Pictures below the fold are loaded when somebody comes near: nobody scrolls here.
LOAD_ALL = """() => Promise.all([...document.images].map((each) => {
  each.loading = "eager";
  return each.decode().catch(() => null);
}))"""


def main(names: list[str]) -> None:
    """Take the newspapers called `names`, or all of them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # So that the site is ended too.
    if unknown := set(names) - SCENARIOS.keys():
        sys.exit(f"There is no newspaper {unknown.pop()!r}: choose among {', '.join(SCENARIOS)}.")
    # Playwright keeps an event loop in this thread; Django must not take that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with open_chromium() as browser, throwaway_site() as address:
        for name in names or SCENARIOS:
            print(f"{name}: writing the newspaper …", flush=True)
            SCENARIOS[name]()
            touch([EVERYTHING])  # No verb told the server that there is another newspaper.
            print(f"{name}: {take(browser, address, name)} pictures", flush=True)
            call_command("flush", interactive=False, verbosity=0)
        connections.close_all()
    print(f"They lie in {FOLDER.relative_to(settings.BASE_DIR)}/.")


def take(browser: Browser, address: str, name: str) -> int:
    """Take every page that this newspaper has; return how many pictures that made."""
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paper, taken = Paper(), 0
    for width, screen in SCREENS.items():
        context = browser.new_context(base_url=address, **screen)
        page = context.new_page()
        for kind in PAGE_TYPES:
            if visit(page, kind, paper) is not None:
                taken += shoot(page, f"{folder}/{kind.name}-{width}")
        context.close()
    return taken


def shoot(page: Page, start: str) -> int:
    page.evaluate(LOAD_ALL)
    schemes = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=f"{start}-{scheme}.png", full_page=True)
    return len(schemes)
