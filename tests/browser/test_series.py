"""The parts of a series are put in order in a real browser: by keyboard and by drag."""

import pytest
from playwright.sync_api import expect

from tests.series.facts import make_parts, make_series

pytestmark = pytest.mark.browser


def test_an_editor_orders_the_parts_by_keyboard_and_by_drag(desk):
    series = make_series(*make_parts(3))
    desk.goto(f"/desk/series/series/{series.pk}/change/")

    desk.get_by_role("button", name="Up: Part 3").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    first = desk.locator("#parts-group tr.form-row").first
    expect(first).to_contain_text("Part 3")
    expect(first.locator("[data-place]")).to_have_value("1")
    handle = desk.locator(".parts__handle")
    above = desk.locator("#parts-group tr.form-row").nth(1)
    handle.nth(2).drag_to(above, target_position={"x": 20, "y": 4})
    desk.get_by_role("button", name="Save", exact=True).first.click()
    desk.wait_for_url("**/series/series/")

    assert {part.position for part in series.parts.all()} == {1, 2, 3}
    assert [str(part) for part in series.parts.all()] == ["Part 3", "Part 2", "Part 1"]
