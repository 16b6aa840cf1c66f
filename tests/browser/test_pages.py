"""Every page type in a real browser: accessible, within its screen, and alone with our host."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from comments import moderation
from press import clock
from publication.models import StandingPage
from tests.browser.conftest import DESK, PHONE
from tests.factories import hours_ago, make_editor, make_published_article, make_section

pytestmark = pytest.mark.browser
TEXT = (
    "<p>The agreement came before dawn.</p><h2>What it says</h2>"
    "<ul><li>a limit</li><li>a register</li></ul><blockquote><p>We stay.</p></blockquote>"
    '<h3>And then</h3><ol><li>One <a href="/">link</a></li></ol>'
)


@pytest.fixture
def paper(site):
    """Some sections and articles, with replies; returns the article that is read."""
    for number in range(14):
        article = make_published_article(
            headline=f"Story {number} about Donaudampfschifffahrtsgesellschaften",
            standfirst="Who enforces it is left to the spring.",
            body=TEXT,
            section=make_section(["World", "Sport", "Science"][number % 3]).pk,
            tags=["Arctic"],
            label="opinion" if number % 5 == 4 else "news",
            at=hours_ago(number * 5 + 1),
            comments="open",
        )
    first = moderation.post(article, name="Torsten", text="One captain in that room.", network="a")
    moderation.post(article, name="Vera", text="There were two.", parent=first, network="b")
    StandingPage.objects.create(
        title="Imprint", slug="imprint", body="<p>By us.</p>", changed_at=clock.now()
    )
    return article


def addresses(article):
    return [
        "/",
        article.get_absolute_url(),
        "/world/",
        "/tags/arctic/",
        "/authors/ingrid-solheim/",
        f"/{article.date:%Y}/",
        f"/{article.date:%Y/%m/%d}/",
        "/search/?q=story",
        "/search/?q=nothing-like-it",
        "/popular/",
        "/imprint/",
        "/newsletters/subscribe/",
        "/newsletters/one-more-step/",
        "/no-such-page/",
        f"/comments/{article.replies.first().pk}/reply/",
    ]


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_in_both_schemes(paper, visitor, screen, scheme):
    page = visitor(color_scheme=scheme, **screen)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for address in addresses(paper):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_no_page_scrolls_sideways_on_a_narrow_telephone(paper, visitor):
    page = visitor(viewport={"width": 320, "height": 640})
    for address in addresses(paper):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_no_page_asks_another_host_or_breaks_its_own_policy(paper, visitor, site):
    page, asked, complaints = visitor(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for address in addresses(paper):
        if address != "/no-such-page/":
            page.goto(address)

    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert complaints == []
    assert page.context.cookies() == []


def test_a_reader_walks_from_the_front_page_to_the_reply_by_keyboard(paper, visitor):
    page = visitor(java_script_enabled=False)
    page.goto(paper.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the news"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("name") == "text":
            break
    page.keyboard.type("I would like to know more.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("Please enter your name here").first.wait_for()
    assert page.locator("textarea[name=text]").input_value() == "I would like to know more."


def test_the_desk_is_accessible_and_keeps_its_policy(paper, visitor):
    editor = make_editor()
    page, complaints = visitor(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/desk/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Work to do").wait_for()
    for address in (
        "/desk/",
        "/desk/articles/article/",
        f"/desk/articles/article/{paper.pk}/change/",
        f"/desk/articles/article/{paper.pk}/history/",
        "/desk/comments/comment/",
        "/desk/images/image/add/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")

    assert complaints == []
