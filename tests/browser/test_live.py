"""Live coverage in a real browser: news comes when the reader asks, or reloads."""

import pytest

from live import posting
from live.models import Post
from live.posting import Words
from tests.browser.conftest import PHONE
from tests.factories import make_author_login, make_editor
from tests.live.facts import make_live_article, make_post

pytestmark = pytest.mark.browser
# The script asks every twenty seconds or more; here, several times a second.
HURRY = """
const later = window.setTimeout;
window.setTimeout = (act, wait, ...rest) => later(act, wait >= 20000 ? 200 : wait, ...rest);
"""


def test_new_posts_come_when_the_reader_asks_and_wrong_ones_go_at_once(site, visitor):
    article, by = make_live_article(), make_author_login()
    make_post(article, "<p>Known.</p>", by=by)
    page = visitor(**PHONE)
    page.add_init_script(HURRY)
    page.goto(article.get_absolute_url())
    posts, button = page.locator("[data-posts] [data-post]"), page.locator("[data-news]")
    assert not button.is_visible()

    wrong = make_post(article, "<p>Wrong.</p>", by=by)
    right = make_post(article, "<p>Right.</p>", by=by)
    page.get_by_role("button", name="2 new posts").wait_for()
    assert posts.count() == 1  # Nothing moves until somebody asks.
    button.click()

    assert posts.count() == 3
    assert "Right." in posts.first.inner_text()
    assert page.evaluate("document.activeElement.id") == f"post-{right.pk}"
    posting.remove(wrong, by=by, version=1)
    posting.edit(right, Words(body="<p>Right, and short.</p>"), by=by, version=1)
    page.get_by_text("Right, and short.").wait_for()
    assert page.locator(f"#post-{wrong.pk}").count() == 0


def test_without_javascript_a_link_reloads_the_posts(site, visitor):
    article, by = make_live_article(), make_author_login()
    page = visitor(java_script_enabled=False, **PHONE)
    page.goto(article.get_absolute_url())
    make_post(article, "<p>It came later.</p>", by=by)

    page.get_by_role("link", name="Look for new posts").click()

    page.get_by_text("It came later.").wait_for()


def test_an_editor_writes_a_post_on_a_phone_and_readers_have_it(site, visitor):
    article, editor = make_live_article(), make_editor()
    desk = visitor(**PHONE)
    desk.goto(f"/desk/login/?next=/desk/articles/article/{article.pk}/live/")
    desk.fill("[name=username]", editor.username)
    desk.fill("[name=password]", "secret")
    desk.locator("[type=submit]").first.click()
    text = desk.locator(".ProseMirror[contenteditable=true]")
    text.click()
    desk.keyboard.type("The ferry has left.")
    assert "The ferry has left." in text.inner_text()

    desk.get_by_role("button", name="Post", exact=True).click()

    desk.get_by_text("Posted: readers have it.").wait_for()
    assert Post.objects.get().body == "<p>The ferry has left.</p>"
    assert "The ferry has left." in visitor(**PHONE).request.get(article.get_absolute_url()).text()


def test_a_post_that_finds_no_network_stays_typed_and_is_sent_once(desk):
    article = make_live_article()
    desk.goto(f"/desk/articles/article/{article.pk}/live/")
    desk.locator(".ProseMirror[contenteditable=true]").first.click()
    desk.keyboard.type("Typed in a tunnel.")
    desk.context.set_offline(True)
    send = desk.get_by_role("button", name="Post", exact=True)

    send.click()
    desk.get_by_text("Your words are still here").wait_for()
    desk.context.set_offline(False)
    send.click()

    desk.get_by_text("Posted: readers have it.").wait_for()
    assert Post.objects.get().body == "<p>Typed in a tunnel.</p>"
