"""The main job from end to end: publish, read, reply, approve. As people do it, in a browser."""

import pytest

from articles.models import Article
from comments.models import Comment
from readership import ranking
from readership.models import DayViews
from tests.browser.chromium import PHONE
from tests.factories import (
    make_author,
    make_contributor,
    make_editor,
    make_moderator,
    make_section,
)
from tests.newsroom.processes import until

pytestmark = pytest.mark.browser


def sign_in(page, user):
    page.goto("/desk/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="Work to do").wait_for()
    return page


def write(page):
    """Type an article with headings, lists and a quote into the editor."""
    page.goto("/desk/articles/article/add/")
    page.get_by_label("Kicker").fill("Shipping")
    page.get_by_label("Headline").fill("Ministers reach a fragile deal on the lanes")
    page.get_by_label("Standfirst").fill("Who enforces it is left to the spring.")
    page.locator("#id_section").select_option(label="World")
    page.get_by_label("Tags").fill("Arctic, Shipping")
    editor = page.locator(".ProseMirror[contenteditable]")
    editor.click()
    typed = page.keyboard
    typed.type("The agreement came before dawn. ")
    typed.press("Enter")
    typed.type("## What the text says")
    typed.press("Enter")
    typed.type("- a limit on heavy fuel")
    typed.press("Enter")
    typed.type("a public register")
    typed.press("Enter")
    typed.press("Enter")
    typed.type("1. July 2027")
    typed.press("Enter")
    typed.press("Enter")
    typed.type("> We stay. They pass through.")


def test_an_article_goes_from_its_writer_to_a_reply_that_others_read(site, visitor):
    make_section()
    contributor, editor, moderator = make_contributor(), make_editor(), make_moderator()
    make_author(login=contributor)

    desk = sign_in(visitor(), contributor)
    write(desk)
    desk.get_by_role("button", name="Submit for review").click()
    desk.get_by_text("waits for an editor").wait_for()

    desk = sign_in(visitor(), editor)
    desk.get_by_role("link", name="Ministers reach a fragile deal on the lanes").first.click()
    desk.get_by_role("button", name="Publish").click()
    desk.get_by_text("is public").wait_for()

    article = Article.objects.get()
    assert article.is_published()
    reader = visitor(java_script_enabled=False, **PHONE)
    reader.goto("/")
    reader.get_by_role("link", name="Ministers reach a fragile deal on the lanes").first.click()
    for part in ("h1", "h2", "ul li", "ol li", "blockquote"):
        assert reader.locator(f"article {part}").first.is_visible(), part
    assert reader.context.cookies() == []
    reader.get_by_label("Comment", exact=True).fill("I would have liked one captain in that room.")
    reader.get_by_label("Name", exact=True).fill("Torsten Ahlgren")
    reader.get_by_role("button", name="Post reply").click()
    reader.get_by_role("heading", name="Change your reply").wait_for()
    assert reader.locator(".reply").inner_text().endswith("one captain in that room.")
    assert "/comments/held/" in reader.url

    desk = sign_in(visitor(), moderator)
    desk.goto("/desk/comments/comment/")
    desk.get_by_role("button", name="Approve").last.click()
    until(lambda: Comment.objects.get().status == "approved")

    reader = visitor(**PHONE)
    reader.goto(article.get_absolute_url())
    reader.get_by_text("I would have liked one captain in that room.").wait_for()
    assert reader.get_by_role("heading", name="1 reply").is_visible()
    assert reader.context.cookies() == []

    until(lambda: DayViews.objects.filter(article=article, views=1).exists())
    ranking.rank()
    top = reader.locator("section", has=reader.get_by_role("heading", name="Top 5 This Week"))

    def stands_in_top():
        reader.goto("/")
        return top.get_by_role("link", name="Ministers reach a fragile deal").first.is_visible()

    until(stands_in_top)  # Ranked in this process: the server hears of it a moment later.
