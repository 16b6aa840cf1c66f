"""A whole article text in a real browser: nothing foreign before a click, nothing out of reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import EmbedCard
from press import clock
from publication.preparing import LONG_READ_WORDS
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_published_article
from tests.newsroom.processes import until

pytestmark = pytest.mark.browser
FILM = "https://www.youtube.com/watch?v=aBcDeFgHi_k"
PLAYER = "https://www.youtube-nocookie.com/embed/aBcDeFgHi_k"
TEXT = (
    '<h2>What it says</h2><p>A claim.<span class="note">Page <a href="/">14</a>.</span></p>'
    '<aside class="pull"><p>We stay.</p></aside>'
    "<blockquote><p>They pass.</p><footer>A boat owner</footer></blockquote>"
    '<aside class="fact"><h2>In short</h2><p>Thick as honey.</p><ul><li>a</li></ul></aside>'
    "<table><caption>Ships</caption><tr><th>Season of the year</th><th>Ships</th><th>Cargo</th>"
    "<th>Heavy fuel oil</th></tr><tr><th>2023, to October</th><td>79</td><td>2.1 million tonnes"
    "</td><td>a hundred and sixty-four</td></tr></table>"
    f'<div data-embed-url="{FILM}">The film</div>'
    '<div data-embed-url="https://x.com/a/status/12"></div>'
    '<figure data-image-id="999999"><figcaption>A picture that is gone</figcaption></figure>'
    "<h2>B</h2><h2>C</h2><h2>D</h2><p>" + "word " * LONG_READ_WORDS + "</p>"
)


@pytest.fixture
def article(site):
    EmbedCard.objects.create(address=FILM, title="Eleven nights", text="Watch the lower left.")
    EmbedCard.objects.create(
        address="https://x.com/a/status/12", text="What it said.", gone_at=clock.now()
    )
    return make_published_article(body=TEXT)


def test_no_foreign_request_leaves_before_a_reader_asks_for_the_player(article, visitor, site):
    page, asked = visitor(), []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<p>The player</p>")

    page.route(lambda url: not url.startswith(site), answer)
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert asked == []

    page.get_by_role("button", name="Show it here").click()
    frame = page.locator("iframe")
    page.frame_locator("iframe").get_by_text("The player").wait_for()
    assert asked == [PLAYER]
    assert frame.get_attribute("src") == PLAYER
    assert frame.get_attribute("title") == "Eleven nights, player of YouTube"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    box = frame.bounding_box()
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.01
    assert page.get_by_role("button", name="Show it here").count() == 0


def test_a_card_is_complete_without_scripts(article, visitor):
    page = visitor(java_script_enabled=False)
    page.goto(article.get_absolute_url())

    assert page.get_by_text("Watch the lower left.").is_visible()
    assert page.get_by_role("link", name="Open on YouTube").get_attribute("href") == FILM
    assert not page.get_by_text("Show it here").is_visible()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_text_with_all_its_parts_is_accessible(article, visitor, screen, scheme):
    page = visitor(color_scheme=scheme, **screen)
    page.goto(article.get_absolute_url())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})

    assert found.violations_count == 0, found.generate_report()


def test_a_wide_table_scrolls_in_its_own_region_by_keyboard(article, visitor):
    page = visitor(viewport={"width": 320, "height": 640})
    page.goto(article.get_absolute_url())
    region = page.get_by_role("region", name="Ships")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    until(lambda: region.evaluate("region => region.scrollLeft") > 0)


def test_contents_and_footnotes_lead_there_and_the_keyboard_goes_on_from_there(article, visitor):
    page = visitor(java_script_enabled=False)
    page.goto(article.get_absolute_url())

    page.get_by_role("navigation", name="In this article").get_by_text("What it says").click()
    assert page.locator("#h-what-it-says:focus").count() == 1
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#note-1"
    page.keyboard.press("Enter")
    assert page.locator("#note-1:focus").count() == 1
    page.get_by_role("link", name="Back to where note 1 is called").click()
    assert page.locator("#note-1-call:focus").count() == 1
