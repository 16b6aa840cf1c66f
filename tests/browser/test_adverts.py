"""An advertisement in a real browser: seen when it is in sight for a second, and no sooner."""

import pytest

from adverts.models import AdvertDay
from tests.adverts.test_adverts import make_advert
from tests.browser.chromium import PHONE
from tests.factories import make_published_article
from tests.newsroom.processes import until

pytestmark = pytest.mark.browser


def test_it_is_counted_once_somebody_has_it_in_sight_and_leads_on(visitor):
    article = make_published_article(body="<p>It came before dawn.</p>" * 40)
    advert = make_advert(address="http://127.0.0.1:9/ferries")
    page = visitor(**PHONE)
    told = []
    page.on("request", lambda request: told.append(request.url))
    page.clock.install()
    page.goto(article.get_absolute_url(), wait_until="networkidle")
    page.clock.fast_forward(2_000)
    assert not any(address.endswith("/adverts/seen/") for address in told)

    with page.expect_request("**/adverts/seen/"):
        page.locator("[data-advert]").scroll_into_view_if_needed()

    until(lambda: AdvertDay.objects.filter(advert=advert, seen=1).exists(), 10)
    assert page.locator("aside[aria-label=Advertisement]").is_visible()
