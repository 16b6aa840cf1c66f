"""What Lighthouse's speed comes from, measured on the line and in the page itself."""

import pytest

from tests.browser.chromium import PHONE
from tests.browser.page_types import BY_NAME, visit

pytestmark = pytest.mark.browser
MOST_BYTES = 60 * 1024
READ_PAGES = ["front", "article", "section", "author", "search-found"]
# Page, stylesheet, two fonts, icon, and a small script each for colours, sharing, replies, views;
# pictures come on top.
MOST_REQUESTS = 9
WATCH = """
window.shifts = [];
window.long = [];
new PerformanceObserver((list) => window.shifts.push(
  ...list.getEntries().filter((each) => !each.hadRecentInput).map((each) => each.value)
)).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => window.long.push(
  ...list.getEntries().flatMap((each) => each.scripts).filter((each) => each.duration > 50)
    .map((each) => each.sourceURL)
)).observe({type: "long-animation-frame", buffered: true});
"""


def load(page, kind, paper):
    """Open a page; return kind of resource and bytes on the line of each answer."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    kinds, sizes = {}, {}
    line.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said}))
    line.on(
        "Network.loadingFinished",
        lambda said: sizes.update({said["requestId"]: said["encodedDataLength"]}),
    )
    visit(page, kind, paper)
    page.wait_for_load_state("networkidle")
    return [(said["type"], sizes.get(name, 0)) for name, said in kinds.items()]


def test_an_article_of_usual_length_is_light(paper, reader):
    sent = load(reader(**PHONE), BY_NAME["article"], paper)
    counted = ("Document", "Stylesheet", "Font", "Script")

    total = sum(size for kind, size in sent if kind in counted)
    assert 20 * 1024 < total <= MOST_BYTES, sent
    assert sum(kind == "Font" for kind, _size in sent) <= 2


@pytest.mark.parametrize("name", READ_PAGES)
def test_a_page_asks_for_little_and_waits_for_one_stylesheet(paper, reader, name):
    page = reader(**PHONE)
    sent = load(page, BY_NAME[name], paper)

    others = [kind for kind, _size in sent if kind not in ("Image", "Ping")]
    assert len(others) <= MOST_REQUESTS, sent
    assert page.locator("link[rel=stylesheet]").count() == 1
    waited_for = page.locator("head script[src]:not([type=module], [defer], [async])")
    assert waited_for.count() <= 1  # The chosen colours may not come late.


@pytest.mark.parametrize("name", READ_PAGES)
@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_though_letters_and_pictures_come_late(paper, reader, name, width):
    address = BY_NAME[name].address(paper)
    # On a busy machine a short script may wait in its midst: one of ours that is long always is.
    long = [look(reader(viewport={"width": width, "height": 812}), address)]
    while long[-1] and len(long) < 5:
        long.append(look(reader(viewport={"width": width, "height": 812}), address))
    assert not long[-1], long


def look(page, address):
    """Open a page whose letters and pictures come late; return its scripts that took long."""
    page.add_init_script(WATCH)
    late = []
    page.route("**/*", lambda route: hold(route, late))
    page.goto(address, wait_until="commit")
    page.locator("footer").wait_for()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert any("fonts" in route.request.url for route in late)
    for route in late:
        route.continue_()
    late.clear()
    page.unroute_all()
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    assert sum(page.evaluate("window.shifts")) < 0.01
    return page.evaluate("window.long")


def hold(route, late):
    """Keep letters and pictures back until the page has been painted without them."""
    if route.request.resource_type in ("font", "image"):
        late.append(route)
    else:
        route.continue_()
