"""The front page is arranged in a real browser: by drag, by keyboard, and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from frontpage.models import Arrangement
from tests.factories import hours_ago, make_editor, make_published_article

pytestmark = pytest.mark.browser
DESK = "/desk/frontpage/arrangement/"


@pytest.fixture
def articles(site):
    return [make_published_article(headline=f"Story {n}", at=hours_ago(n + 1)) for n in range(4)]


def opened(page: Page) -> Page:
    """The desk page, with an editor in front of it."""
    page.goto(f"/desk/login/?next={DESK}")
    page.fill("[name=username]", make_editor().username)
    page.fill("[name=password]", "secret")
    page.locator("[type=submit]").first.click()
    page.wait_for_url(f"**{DESK}")
    return page


def put(page: Page, place: str, *headlines: str) -> None:
    for headline in headlines:
        page.get_by_label("Put it into").select_option(place)
        page.get_by_role("button", name=f"Put “{headline}” there").click()
        row = page.locator(f'[data-place="{place}"] [data-row]', has_text=headline)
        expect(row).to_be_visible()


def rows(page: Page, place: str) -> list[str]:
    names = page.locator(f'[data-place="{place}"] .arrange__name a').all_inner_texts()
    return [name.strip() for name in names]


def saved(page: Page) -> list[tuple[str, int]]:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The front page stands like this now.")).to_be_visible()
    return [(each.place, each.article) for each in Arrangement.objects.present().placed]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_editor_puts_and_orders_by_keyboard(visitor, articles, script):
    page = opened(visitor(java_script_enabled=script))
    put(page, "seconds", "Story 1", "Story 2", "Story 3")

    up = page.get_by_role("button", name="Up: Story 3")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-place="seconds"] [data-row]').nth(1)).to_contain_text("Story 3")
    page.get_by_role("button", name="Take out: Story 1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(2)

    assert saved(page) == [("seconds", articles[3].pk), ("seconds", articles[2].pk)]


def test_whoever_arranges_by_keyboard_goes_on_at_what_was_moved_and_hears_where_it_stands(
    visitor, articles
):
    page = opened(visitor())
    put(page, "seconds", "Story 1", "Story 2", "Story 3")
    said = page.locator("[data-said]")
    expect(page.get_by_role("button", name="Up: Story 3")).to_be_focused()
    expect(said).to_contain_text("“Story 3” is number 3 of 3 in “Second stories” now.")

    number = page.locator("[data-row]", has_text="Story 3").get_by_label("Number")
    number.fill("1")
    number.press("Tab")
    expect(said).to_contain_text("“Story 3” is number 1 of 3")
    assert rows(page, "seconds") == ["Story 3", "Story 1", "Story 2"]
    up = page.get_by_role("button", name="Up: Story 3")
    up.press("Enter")  # There is nothing above it: all stays, and that is said.
    expect(up).to_be_focused()
    page.get_by_role("button", name="Down: Story 3").press("Enter")
    assert rows(page, "seconds") == ["Story 1", "Story 3", "Story 2"]
    expect(page.get_by_role("button", name="Down: Story 3")).to_be_focused()

    place = page.locator("[data-row]", has_text="Story 3").get_by_label("Place")
    place.select_option("opinion")
    expect(place).to_be_focused()
    expect(said).to_contain_text("“Story 3” is number 1 of 1 in “Opinion” now.")
    page.get_by_role("button", name="Take out: Story 1").press("Enter")
    expect(said).to_contain_text("“Story 1” is taken out.")
    expect(page.get_by_role("button", name="Take out: Story 2")).to_be_focused()
    page.get_by_role("button", name="Take out: Story 2").press("Enter")
    expect(page.get_by_label("Words, number or address")).to_be_focused()

    assert saved(page) == [("opinion", articles[3].pk)]


def test_a_row_is_dragged_into_another_place(visitor, articles):
    page = opened(visitor())
    put(page, "seconds", "Story 1", "Story 2")
    handle = page.locator("[data-row]", has_text="Story 2").locator("[data-handle]")
    target = page.locator('[data-place="lead"] [data-rows]')
    handle.scroll_into_view_if_needed()
    handle.hover()
    page.mouse.down()
    target.hover(force=True)
    target.hover(force=True)
    page.mouse.up()

    assert rows(page, "lead") == ["Story 2"]
    assert saved(page) == [("lead", articles[2].pk), ("seconds", articles[1].pk)]


def test_the_preview_shows_what_is_typed_before_it_is_saved(visitor, articles):
    page = opened(visitor())
    put(page, "lead", "Story 3")
    page.get_by_text("Preview beside the form").click()

    frame = page.frame_locator("[data-preview-frame]")
    expect(frame.locator(".lead__title")).to_have_text(re.compile("Story 3"))
    assert not Arrangement.objects.exists()
