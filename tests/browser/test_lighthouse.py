"""Lighthouse on its phone profile: exactly 100, where it looks at what doesn't vary."""

import pytest

from tests.browser import lighthouse
from tests.browser.page_types import BY_NAME

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["front", "section", "article", "author", "search-found"])
def test_lighthouse_gives_a_hundred(paper, server, name):
    wanted = ["accessibility", "best-practices"]
    if name != "search-found":  # Search wants to be in no index.
        wanted.append("seo")

    report = lighthouse.run(server + BY_NAME[name].address(paper), wanted)

    assert report.scores == dict.fromkeys(wanted, 100), report.failing
