"""An Arabic newspaper in a real browser, with an English article in it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from comments import moderation
from publication.models import Publication
from tests.browser.conftest import DESK, PHONE
from tests.factories import hours_ago, make_published_article, make_section

pytestmark = pytest.mark.browser
NARROW = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def paper(site):
    Publication.objects.current()
    Publication.objects.update(name="الميريديان", tagline="أخبار الشمال", language="ar")
    for number in range(12):
        article = make_published_article(
            headline=f"وزراء عشر دول يتوصلون إلى اتفاق هش لإبقاء الممرات مفتوحة {number}",
            standfirst="ما زال السؤال عمّن يراقب التنفيذ معلقًا.",
            body="<p>توصل الوزراء قبل الفجر إلى اتفاق <em>هش</em>.</p><ol><li>التوقيع</li></ol>",
            section=make_section("العالم").pk,
            tags=["الشمال"],
            language="ar",
            comments="open",
            at=hours_ago(number + 2),
        )
    make_published_article(
        headline="The lanes stay open", standfirst="For now.", at=hours_ago(1), comments="open"
    )
    moderation.post(article, name="Torsten Ahlgren", text="كنت هناك.", network="a")
    return article


def addresses(article):
    reply = article.replies.first().pk
    return [
        *("/", article.get_absolute_url(), "/العالم/", "/search/?q=اتفاق", "/no-such-page/"),
        *("/newsletters/subscribe/", "/popular/", f"/comments/{reply}/reply/"),
    ]


@pytest.mark.parametrize("screen", [NARROW, PHONE, DESK], ids=["narrow", "phone", "desk"])
def test_an_arabic_paper_is_accessible_and_never_scrolls_sideways(paper, visitor, screen):
    page = visitor(**screen)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for address in addresses(paper):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= screen["viewport"]["width"], address
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_arabic_letters_are_neither_slanted_nor_drawn_together(paper, visitor):
    page = visitor()
    page.goto(paper.get_absolute_url())
    style = "(element, name) => getComputedStyle(element).getPropertyValue(name)"

    assert page.locator("h1").evaluate("e => getComputedStyle(e).letterSpacing") == "normal"
    assert page.locator(".prose em").evaluate(style, "font-style") == "normal"
    assert page.locator(".mast__name").first.evaluate(style, "letter-spacing") == "normal"


def test_an_english_headline_keeps_its_direction_and_stands_where_the_others_begin(paper, visitor):
    page = visitor()
    page.goto("/")
    headline = page.locator("[dir=ltr]", has_text="The lanes stay open").first

    assert headline.get_attribute("lang") == "en"
    assert headline.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert headline.evaluate("e => getComputedStyle(e).textAlign") == "end"
