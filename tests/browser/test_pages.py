"""Every page type in a real browser: accessible, valid, within its screen, alone with our host."""

import json
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import DESK, PHONE
from tests.browser.page_types import BY_NAME, visit, walk
from tests.factories import make_editor
from tests.newsroom.processes import ROOT

pytestmark = pytest.mark.browser
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def axe(page, *, only_contrast=False):
    """Return what axe has to say, as text; "" is a page without a fault."""
    wanted = {"type": "rule", "values": ["color-contrast"]}
    if not only_contrast:
        wanted = {"type": "tag", "values": AXE_TAGS}
    found = Axe().run(page, options={"runOnly": wanted})
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_accessible_in_both_schemes(paper, reader, screen):
    page = reader(color_scheme="light", **screen)
    for kind, _answer in walk(page, paper):
        page.emulate_media(color_scheme="light")
        assert axe(page) == "", kind.name
        page.emulate_media(color_scheme="dark")
        assert axe(page, only_contrast=True) == "", f"{kind.name}, dark"


def test_the_search_that_is_looked_at_finds_something(paper, reader):
    page = reader()
    visit(page, BY_NAME["search-found"], paper)

    assert page.locator(".stream .tease").count() >= 1


def test_the_nu_checker_finds_no_error_on_any_page(paper, reader, tmp_path):
    page = reader()
    for kind, answer in walk(page, paper):
        (tmp_path / f"{kind.name}.html").write_bytes(answer.body())
    command = ["java", "-jar", str(NU), "--format", "json", "--errors-only", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    found = [
        f"{each['url'].rpartition('/')[2]}: {each['message']} {each.get('extract', '')}"
        for each in json.loads(said)["messages"]
    ]

    assert found == []


def test_no_page_scrolls_sideways_on_a_narrow_telephone(paper, reader):
    page = reader(viewport={"width": 320, "height": 640})
    for kind, _answer in walk(page, paper):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind.name


def test_no_page_asks_another_host_or_breaks_its_own_policy(paper, reader, server):
    page, asked, complaints = reader(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for _kind in walk(page, paper):
        pass

    assert [url for url in asked if not url.startswith((server, "data:"))] == []
    # An answer that says that something is wrong is what those pages are for.
    assert [words for words in complaints if "status of 4" not in words] == []
    assert page.context.cookies() == []


def test_a_reader_walks_from_the_front_page_to_the_reply_by_keyboard(paper, reader):
    page = reader(java_script_enabled=False)
    page.goto("/")
    tab_to(page, lambda: is_link_to(page, paper.article), 120)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{paper.article}")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the news"
    page.keyboard.press("Enter")
    tab_to(page, lambda: page.locator(":focus").get_attribute("name") == "text", 60)
    page.keyboard.type("I would like to know more.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("Please enter your name here").first.wait_for()
    assert page.locator("textarea[name=text]").input_value() == "I would like to know more."


def tab_to(page, is_there, at_most):
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError(f"not reached by {at_most} tabs")


def is_link_to(page, address):
    return page.locator(":focus").get_attribute("href") == address


@pytest.mark.parametrize("name", ["answer-refused", "subscribe-refused"])
def test_a_refused_form_ties_each_error_to_its_field_and_begins_there(paper, reader, name):
    page = reader(java_script_enabled=False)
    visit(page, BY_NAME[name], paper)
    wrong = page.locator("[aria-invalid=true]")

    assert wrong.count() >= 1
    for field in wrong.all():
        described = field.get_attribute("aria-describedby").split()
        words = [page.locator(f"id={name}").inner_text() for name in described]
        assert any(words)
    assert page.evaluate("document.activeElement === document.querySelector('[aria-invalid]')")
    assert page.get_by_role("alert").is_visible()


def test_the_desk_is_accessible_and_keeps_its_policy(paper, reader):
    editor = make_editor()
    page, complaints = reader(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto("/desk/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="Work to do").wait_for()
    article = paper.published.exclude(lead_image=None).first()
    for address in (
        "/desk/",
        "/desk/articles/article/",
        f"/desk/articles/article/{article.pk}/change/",
        f"/desk/articles/article/{article.pk}/history/",
        "/desk/comments/comment/",
        "/desk/images/image/add/",
    ):
        page.goto(address)
        page.wait_for_load_state()

    assert complaints == []
