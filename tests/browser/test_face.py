"""Light and dark, sharing, and paper, in a real browser."""

from urllib.parse import urlsplit

import pytest

from publication.models import Publication
from tests.browser.conftest import PHONE
from tests.factories import make_published_article

pytestmark = pytest.mark.browser
LIGHT, DARK = "rgb(255, 254, 251)", "rgb(20, 19, 17)"
# Asks at each step of the page's making what the ground is, once a body is there to be painted.
WATCH = """
window.grounds = [];
new MutationObserver(() => {
  if (document.body) window.grounds.push(document.documentElement.dataset.theme);
}).observe(document, { childList: true, subtree: true });
"""
MEASURE = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def ground(page):
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


@pytest.mark.parametrize(("scheme", "colour"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("scripts", [True, False])
def test_pages_follow_the_system_with_and_without_scripts(visitor, scheme, colour, scripts):
    page = visitor(color_scheme=scheme, java_script_enabled=scripts)
    page.goto("/")

    assert page.get_by_role("button", name="Dark", exact=True).is_visible() == scripts
    assert ground(page) == colour


@pytest.mark.parametrize(
    ("system", "word", "colour"), [("light", "Dark", DARK), ("dark", "Light", LIGHT)]
)
def test_a_choice_wins_over_the_system_on_every_page_without_a_flash(visitor, system, word, colour):
    article = make_published_article()
    page = visitor(color_scheme=system)
    page.goto("/")
    page.get_by_role("button", name=word, exact=True).click()
    assert ground(page) == colour

    page.add_init_script(WATCH)
    page.goto(article.get_absolute_url())

    assert ground(page) == colour
    assert set(page.evaluate("window.grounds")) == {word.lower()}
    button = page.get_by_role("button", name=word, exact=True)
    assert button.get_attribute("aria-pressed") == "true"
    shown = page.locator('meta[name="theme-color"][media="all"]').get_attribute("content")
    assert shown == {"Dark": "#141311", "Light": "#fffefb"}[word]
    assert page.context.cookies() == []

    page.get_by_role("button", name="System").click()
    assert ground(page) == {"light": LIGHT, "dark": DARK}[system]


def test_a_browser_that_keeps_nothing_still_shows_the_choice_and_makes_no_error(visitor):
    page, errors = visitor(color_scheme="light"), []
    page.on("pageerror", lambda error: errors.append(error))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    page.goto("/")
    page.get_by_role("button", name="Dark", exact=True).click()

    assert ground(page) == DARK
    assert errors == []


@pytest.mark.parametrize("accent", ["", "#1d6638"])
def test_nothing_moves_and_the_accent_comes_with_the_one_stylesheet(visitor, accent):
    article = make_published_article(body="<p><a href='/'>Before dawn</a></p>" * 20)
    Publication.objects.current()
    Publication.objects.update(accent=accent)
    page, sheets = visitor(color_scheme="light", **PHONE), []
    page.on("request", lambda asked: sheets.append(asked.url) if asked.url.endswith(".css") else 0)
    page.add_init_script(MEASURE)
    page.goto(article.get_absolute_url(), wait_until="networkidle")

    line = page.locator(".prose a").first
    colour = line.evaluate("link => getComputedStyle(link).textDecorationColor")
    assert colour == ("rgb(29, 102, 56)" if accent else "rgb(163, 22, 28)")
    assert len(sheets) == 1
    assert page.evaluate("window.shift") < 0.01
    assert page.evaluate("document.fonts.check('16px \"Paper Serif\"')")


def test_the_link_to_an_article_is_copied_and_the_page_says_so(visitor, site):
    article = make_published_article()
    page = visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Copy link").click()

    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert urlsplit(copied).path == article.get_absolute_url()
    assert page.url == site + article.get_absolute_url()


def test_without_scripts_the_link_to_copy_is_the_permalink(visitor):
    article = make_published_article()
    page = visitor(java_script_enabled=False)
    page.goto(article.get_absolute_url())

    link = page.get_by_role("link", name="Permalink")
    assert link.get_attribute("href").endswith(article.get_absolute_url())
    assert not page.get_by_role("button", name="Share …").is_visible()


def test_the_system_s_share_sheet_is_offered_where_there_is_one(visitor):
    article = make_published_article(headline="Ministers & ships")
    page = visitor(**PHONE)
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(article.get_absolute_url())
    button = page.get_by_role("button", name="Share …")
    assert button.bounding_box()["height"] >= 44
    button.click()

    shared = page.evaluate("window.shared")
    assert shared["title"] == "Ministers & ships"
    assert urlsplit(shared["url"]).path == article.get_absolute_url()


def test_every_way_to_share_is_large_enough_for_a_finger(visitor):
    page = visitor(**PHONE)
    page.goto(make_published_article().get_absolute_url())
    page.get_by_text("More", exact=True).click()

    links = page.locator("[data-share] a").all()
    assert len(links) == 9
    assert all(link.bounding_box()["height"] >= 44 for link in links)


def test_paper_shows_the_article_and_its_address_in_light_and_nothing_else(visitor):
    article = make_published_article(headline="Ministers reach a fragile deal")
    page = visitor(color_scheme="dark")
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Dark", exact=True).click()
    page.emulate_media(media="print")

    assert ground(page) == "rgb(255, 255, 255)"
    for hidden in (".nav", ".tools", ".rail", ".replies", ".box", ".share", ".foot", ".crumbs"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.get_by_role("heading", name="Ministers reach a fragile deal").is_visible()
    address = page.locator(".on-paper")
    assert address.is_visible()
    assert address.inner_text().endswith(article.get_absolute_url())


@pytest.mark.parametrize(
    "name", ["The " + "Northern " * 8, "Donaudampfschifffahrtsgesellschaftszeitung"]
)
def test_a_long_name_fits_the_narrowest_telephone(visitor, name):
    Publication.objects.current()
    Publication.objects.update(name=name.strip())
    page = visitor(viewport={"width": 320, "height": 640})
    page.goto("/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_logo_for_dark_paper_follows_the_choice_and_paper_gets_the_other(visitor):
    Publication.objects.current()
    size = {"logo_width": 600, "logo_height": 100}
    dark_size = {f"dark_{name}": value for name, value in size.items()}
    Publication.objects.update(logo="paper/l.webp", dark_logo="paper/d.webp", **size, **dark_size)
    page = visitor(color_scheme="light")
    page.goto("/")

    def shown():
        logos = page.locator("header .logo")
        return [logo.get_attribute("src") for logo in logos.all() if logo.is_visible()]

    assert shown() == ["/media/paper/l.webp"]
    page.get_by_role("button", name="Dark", exact=True).click()
    assert shown() == ["/media/paper/d.webp"]
    page.emulate_media(media="print")
    assert shown() == ["/media/paper/l.webp"]
