"""Live coverage in a real browser: news comes when the reader asks, or reloads."""

import pytest
from django.contrib.sessions.models import Session

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

COPIES = """
new Promise((told) => {
  indexedDB.open("desk", 1).onsuccess = ({ target }) => {
    const store = target.result.transaction("copies").objectStore("copies");
    store.count().onsuccess = ({ target }) => told(target.result);
  };
})
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


def enter(page, person, address):
    page.goto(f"/desk/login/?next={address}")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", "secret")
    page.locator("[type=submit]").first.click()
    return page.locator(".ProseMirror[contenteditable=true]")


def test_an_editor_writes_a_post_on_a_phone_and_readers_have_it(site, visitor):
    article, editor = make_live_article(), make_editor()
    desk = visitor(**PHONE)
    text = enter(desk, editor, f"/desk/articles/article/{article.pk}/live/")
    text.click()
    desk.keyboard.type("The ferry has left.")
    assert "The ferry has left." in text.inner_text()

    desk.get_by_role("button", name="Post", exact=True).click()

    desk.get_by_text("Posted: readers have it.").wait_for()
    assert Post.objects.get().body == "<p>The ferry has left.</p>"
    assert "The ferry has left." in visitor(**PHONE).request.get(article.get_absolute_url()).text()


def test_posts_of_colleagues_come_change_and_go_beside_what_is_typed(site, visitor):
    article, colleague = make_live_article(), make_author_login()
    kept = make_post(article, "<p>Known.</p>", by=colleague)
    desk = visitor(**PHONE)
    desk.add_init_script(HURRY)
    enter(desk, make_editor(), f"/desk/articles/article/{article.pk}/live/").click()
    desk.keyboard.type("Half a sent")
    before = desk.evaluate("scrollY")

    wrong = make_post(article, "<p>Wrong.</p>", by=colleague)
    desk.get_by_text("Wrong.").wait_for()
    assert desk.get_by_role("status").get_by_text("1 new post").count() == 1
    assert desk.evaluate("scrollY") == before
    # What somebody is at stays as it is until they leave it.
    desk.locator(f"[data-post='{kept.pk}'] summary").click()
    posting.edit(kept, Words(body="<p>Known better.</p>"), by=colleague, version=1)
    posting.remove(wrong, by=colleague, version=1)
    desk.get_by_text("Wrong.").wait_for(state="detached")
    assert desk.get_by_text("Known.").is_visible()
    desk.locator(f"[data-post='{kept.pk}'] summary").click()
    text = desk.locator(".ProseMirror[contenteditable=true]")
    text.focus()
    desk.get_by_text("Known better.").wait_for()

    desk.keyboard.type("ence.")
    assert text.inner_text().strip() == "Half a sentence."


def test_a_post_that_finds_no_network_stays_typed_and_is_sent_once(desk):
    article = make_live_article(language="de")
    desk.goto(f"/desk/articles/article/{article.pk}/live/")
    desk.locator("[name=headline]").press_sequentially('Im "Tunnel"')
    desk.locator(".ProseMirror[contenteditable=true]").first.click()
    desk.keyboard.type("Typed in a tunnel.")
    desk.context.set_offline(True)
    send = desk.get_by_role("button", name="Post", exact=True)

    send.click()
    desk.get_by_text("Your words are here").wait_for()
    desk.context.set_offline(False)
    send.click()

    desk.get_by_text("Posted: readers have it.").wait_for()
    post = Post.objects.get()
    assert (post.headline, post.body) == ("Im „Tunnel“", "<p>Typed in a tunnel.</p>")


def test_words_of_a_tab_that_was_closed_are_offered_on_return_and_sent(site, visitor):
    article, editor = make_live_article(), make_editor()
    address = f"/desk/articles/article/{article.pk}/live/"
    page = visitor(**PHONE)
    enter(page, editor, address).click()
    page.keyboard.type("Typed before the battery died.")
    page.get_by_label("Key event").check()
    Session.objects.all().delete()
    page.get_by_role("button", name="Post", exact=True).click()
    page.get_by_text("Your login has ended").wait_for()
    phone = page.context
    page.close()

    page = phone.new_page()
    text = enter(page, editor, address)
    page.get_by_text("Typed before the battery died.").wait_for()
    assert text.inner_text().strip() == ""
    page.get_by_role("button", name="Go on with my words").click()
    page.get_by_text("Your words are back in the form below").wait_for()
    assert page.get_by_label("Key event").is_checked()
    page.get_by_role("button", name="Post", exact=True).click()

    page.get_by_text("Posted: readers have it.").wait_for()
    assert Post.objects.get(is_key=True).body == "<p>Typed before the battery died.</p>"
    page.reload()
    text.wait_for()
    assert page.evaluate(COPIES) == 0
