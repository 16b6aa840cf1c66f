"""How pages serve those who read by ear, by keyboard, enlarged, without motion, in few colours."""

from itertools import pairwise

import pytest

from tests.browser.page_types import BY_NAME, visit, walk

pytestmark = pytest.mark.browser

OUTLINE = """() => ({
  levels: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((each) => +each.tagName[1]),
  mains: document.querySelectorAll("main").length,
  nameless: [...document.querySelectorAll("nav,aside")].filter(
    (each) => !each.ariaLabel && !each.hasAttribute("aria-labelledby")).length,
  skip: document.querySelector("body > a")?.getAttribute("href"),
  lang: document.documentElement.lang,
})"""
# Focus by a script shows its ring only after a key: whoever calls this has pressed one.
RINGLESS = """() => {
  const found = [];
  const all = "a[href],button,input:not([type=hidden]),textarea,select,summary,[tabindex]";
  for (const each of document.querySelectorAll(all)) {
    if (each.tabIndex < 0 || !each.checkVisibility()) continue;
    each.focus();
    const look = getComputedStyle(each);
    if (document.activeElement !== each) found.push(`not focused: ${each.outerHTML}`);
    else if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2)
      found.push(each.outerHTML.slice(0, 120));
  }
  return found;
}"""
# Words that are cut off or leave the screen, apart from what scrolls inside itself.
CUT = """() => {
  const found = [], wide = document.documentElement.clientWidth;
  const scrolls = (each) => each && (["auto", "scroll"].includes(getComputedStyle(each).overflowX)
    || scrolls(each.parentElement));
  const shown = "body *:not(.hidden-visually, .hidden-visually *)";
  for (const each of document.querySelectorAll(shown)) {
    const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !each.checkVisibility() || scrolls(each)) continue;
    const look = getComputedStyle(each), box = each.getBoundingClientRect();
    const clips = look.overflow !== "visible" && each.scrollHeight > each.clientHeight + 1;
    if (clips || box.right > wide + 1 || box.left < -1) found.push(each.outerHTML.slice(0, 120));
    if (["fixed", "sticky"].includes(look.position)) found.push(`covers: ${each.outerHTML}`);
  }
  return found;
}"""


def test_pages_have_one_title_headings_in_order_and_named_landmarks(paper, reader):
    page = reader()
    for kind, _answer in walk(page, paper):
        seen = page.evaluate(OUTLINE)
        levels = seen["levels"]
        assert levels.count(1) == 1, f"{kind.name}: {levels}"
        assert levels[0] == 1, f"{kind.name}: {levels}"
        steps = pairwise(levels)
        assert all(lower <= upper + 1 for upper, lower in steps), f"{kind.name}: {levels}"
        # The card, which stands in a frame elsewhere, is nothing but its main part.
        skip = None if kind.name == "card" else "#main"
        assert (seen["mains"], seen["nameless"], seen["skip"]) == (1, 0, skip), kind.name
        assert seen["lang"] == "en", kind.name


def test_whatever_can_be_focused_shows_a_ring(paper, reader):
    page = reader()
    for kind, _answer in walk(page, paper):
        page.keyboard.press("Tab")
        assert page.evaluate(RINGLESS) == [], kind.name


def test_nothing_is_cut_off_at_four_hundred_percent(paper, reader):
    page = reader(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    for kind, _answer in walk(page, paper):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind.name
        assert page.evaluate(CUT) == [], kind.name


def test_who_wants_no_motion_gets_none(paper, reader):
    page = reader(reduced_motion="reduce")
    visit(page, BY_NAME["article"], paper)

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert (
        page.evaluate(
            """[...document.querySelectorAll("*")].filter((each) => {
          const look = getComputedStyle(each);
          return parseFloat(look.transitionDuration) > 0 || look.animationName !== "none";
        }).length"""
        )
        == 0
    )


def test_in_forced_colours_the_ring_and_the_present_section_still_show(paper, reader):
    page = reader(forced_colors="active")
    visit(page, BY_NAME["section"], paper)
    colour = "(each) => getComputedStyle(each).borderBlockEndColor"
    present = page.locator(".nav a[aria-current]").first
    other = page.locator(".nav a:not([aria-current])").first

    assert present.evaluate(colour) != other.evaluate(colour)
    page.keyboard.press("Tab")
    assert page.evaluate(RINGLESS) == []
