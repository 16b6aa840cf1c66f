"""Newspapers that are hard to set: words of forty letters, and a script from right to left."""

import pytest

from tests.browser import papers
from tests.browser.page_types import BY_NAME, PAGE_TYPES, Paper, visit
from tests.browser.test_pages import axe

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("fill", "direction"), [(papers.german, "ltr"), (papers.right_to_left, "rtl")]
)
def test_hard_words_stay_within_the_screen_and_accessible(site, visitor, fill, direction):
    fill()
    page, paper = visitor(viewport={"width": 320, "height": 640}), Paper()
    for kind in PAGE_TYPES:
        if visit(page, kind, paper) is not None:
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind.name
            assert page.evaluate("document.documentElement.dir") == direction
    for name in ("front", "article", "search-nothing"):
        visit(page, BY_NAME[name], paper)
        assert axe(page) == "", name
