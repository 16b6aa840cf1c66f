"""No word is lost: the server dies thirty times while somebody types, the login ends, the network
goes, two people write in one field. Each test counts words.
"""

import random
import re
import signal
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session

from articles.models import Article, Draft, Revision
from tests.browser.conftest import windows
from tests.browser.serving import Server
from tests.factories import make_article, make_editor, make_section
from tests.newsroom.processes import until

pytestmark = pytest.mark.browser
ONE_WORKER = ("--workers", "1", "--blocking-threads", "8", "--log-level", "critical")
KILLS = 30


def sign_in(page, user):
    page.goto("/desk/login/?next=/desk/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", "secret")
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/desk/")
    return page


def open_article(page, article):
    page.goto(f"/desk/articles/article/{article.pk}/change/")
    return text_of(page)


def text_of(page):
    text = page.locator(".field-body .ProseMirror[contenteditable=true]")
    text.wait_for()
    return text


def go_to_the_end(page):
    text_of(page).click()
    page.keyboard.press("Control+End")


def state(page, words):
    page.locator("[data-state]", has_text=words).wait_for()


def news(page, words):
    page.locator("[data-news]", has_text=words).wait_for()


def save(page):
    page.locator("[name=_continue]").click()
    page.get_by_text("was changed successfully").wait_for()


def words_of(body):
    return Counter(re.findall(r"w\d+", body))


def all_words(count):
    return Counter(f"w{number}" for number in range(count))


class Typist:
    """Types numbered words, so that each can be counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def types(self, words):
        for _ in range(words):
            self.page.keyboard.type(f" w{self.count}")
            self.count += 1


@pytest.fixture
def mortal(chromium, site):
    """A server of its own that may die, and windows on it."""
    server = Server(Path(django_settings.MEDIA_ROOT), options=ONE_WORKER)
    server.start()
    until(server.is_ready)
    with windows(chromium, server.address) as open_window:
        yield server, open_window
    server.stop()


def test_the_server_dies_thirty_times_while_somebody_types_and_no_word_is_lost(mortal):
    server, open_window = mortal
    article = make_article(body="<p>Begun.</p>")
    context = sign_in(open_window(), article.created_by).context
    page = context.pages[0]
    open_article(page, article)
    go_to_the_end(page)
    typist, dice = Typist(page), random.Random(30)

    for number in range(KILLS):
        typist.types(dice.randrange(4))
        if number % 5 == 4:  # In the middle of a save.
            page.evaluate("document.querySelector('[name=_continue]').click()")
        page.wait_for_timeout(dice.randrange(60))
        server.stop(signal.SIGKILL)
        if number % 5 != 4:
            typist.types(1 + dice.randrange(3))
        server.start()
        if number % 3 == 2:  # The window is closed while the server is away, or just back.
            page.close()
            page = typist.page = context.new_page()
        until(server.is_ready)
        if number % 5 == 4 or number % 3 == 2:
            come_back(page, article)
            assert words_of(page.locator("[name=body]").input_value()) == all_words(typist.count)

    go_to_the_end(page)
    typist.types(1)
    save(page)
    article.refresh_from_db()
    assert words_of(article.body) == all_words(typist.count)
    assert typist.count > KILLS


def come_back(page, article):
    """Open the article again, and go on with one's own words if any wait."""
    open_article(page, article)
    with_words = page.get_by_role("link", name="Go on with my words")
    page.locator("[data-brought]").wait_for()
    if with_words.count():
        with_words.click()
        text_of(page)
        page.locator("[data-brought]").wait_for()
    go_to_the_end(page)


def test_who_is_offline_writes_on_and_it_goes_off_when_the_network_is_back(site, visitor):
    article = make_article(body="<p>Begun.</p>")
    page = sign_in(visitor(), article.created_by)
    open_article(page, article)
    go_to_the_end(page)
    typist = Typist(page)
    typist.types(2)
    state(page, "saved")

    page.context.set_offline(True)
    typist.types(5)
    state(page, "kept in this browser only")
    news(page, "can’t be reached")
    page.locator("[name=_continue]").click()
    news(page, "That wasn’t saved")
    page.context.set_offline(False)
    state(page, "saved")
    assert words_of(Draft.objects.get().words["body"][0]) == all_words(7)
    save(page)

    article.refresh_from_db()
    assert words_of(article.body) == all_words(7)
    assert not Draft.objects.exists()


def test_whose_login_ends_logs_in_in_a_small_window_and_goes_on(site, visitor):
    article = make_article(body="<p>Begun.</p>")
    page = sign_in(visitor(), article.created_by)
    open_article(page, article)
    go_to_the_end(page)
    typist = Typist(page)
    typist.types(3)
    Session.objects.all().delete()
    typist.types(3)

    news(page, "Your login has ended")
    page.locator("[name=_continue]").click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Log in", exact=True).click()
    small = opened.value
    small.wait_for_url("**/desk/login/**")
    small.fill("[name=username]", article.created_by.username)
    small.fill("[name=password]", "secret")
    go_to_the_end(page)
    typist.types(2)
    with small.expect_event("close"):
        small.locator("[type=submit]").first.click()
    state(page, "saved")
    save(page)

    article.refresh_from_db()
    assert words_of(article.body) == all_words(8)


def test_two_people_in_one_field_each_keep_their_words(site, visitor):
    article = make_article(headline="A deal", standfirst="Before.", body="<p>Begun.</p>")
    anna, ben = sign_in(visitor(), make_editor()), sign_in(visitor(), make_editor())
    for page in (anna, ben):
        open_article(page, article)
    ben.get_by_text("has been writing here since").wait_for()
    go_to_the_end(anna)
    Typist(anna).types(3)
    state(anna, "saved")

    ben.get_by_role("button", name="Take it over").click()
    anna.get_by_text("took over this article").wait_for()
    go_to_the_end(ben)
    ben.keyboard.type(" And his.")
    ben.get_by_label("Standfirst").fill("His.")
    save(ben)
    anna.get_by_role("button", name="Take it back").click()
    ben.get_by_text("took over this article").wait_for()
    anna.locator("[name=_continue]").click()
    anna.get_by_role("heading", name="You both changed this").wait_for()

    assert anna.get_by_label("Standfirst").input_value() == "His."
    assert "And his." in anna.locator(".compare del").inner_text()
    anna.get_by_label("Take the words of").check()
    save(anna)
    article.refresh_from_db()
    assert (article.body, article.standfirst) == ("<p>Begun. And his.</p>", "His.")
    aside = Revision.objects.of(article).get(verb="set aside")
    assert words_of(aside.content["body"]) == all_words(3)


def test_a_new_article_whose_window_was_closed_is_taken_up_and_saved(site, visitor):
    make_section()
    context = sign_in(visitor(), make_editor()).context
    page = context.pages[0]
    page.goto("/desk/articles/article/add/")
    go_to_the_end(page)
    typist = Typist(page)
    typist.types(4)
    page.close()

    page = context.new_page()
    page.goto("/desk/articles/article/add/")
    page.get_by_role("link", name="Without a headline").click()
    text_of(page)
    assert words_of(page.locator("[name=body]").input_value()) == all_words(4)
    page.get_by_label("Headline").fill("Now it has one")
    page.locator("#id_section").select_option(label="World")
    page.locator("[name=_continue]").click()
    page.get_by_text("was added successfully").wait_for()

    assert words_of(Article.objects.get().body) == all_words(4)
    assert not Draft.objects.filter(became=None).exists()


def test_who_writes_on_instead_of_choosing_finds_the_earlier_words_among_the_versions(
    site, visitor
):
    article = make_article(headline="A deal")
    page = sign_in(visitor(), article.created_by)
    open_article(page, article)
    page.get_by_label("Headline").fill("My deal")
    state(page, "saved")
    open_article(page, article)
    page.get_by_role("heading", name="never saved").wait_for()

    page.get_by_label("Kicker").fill("Shipping")
    news(page, "Your earlier words stand under “Versions” now.")
    assert not page.get_by_role("heading", name="never saved").count()
    page.get_by_label("Kicker").press("Enter")
    page.get_by_text("was changed successfully").wait_for()

    article.refresh_from_db()
    assert (article.headline, article.kicker) == ("A deal", "Shipping")
    aside = Revision.objects.of(article).get(verb="set aside")
    assert aside.content["headline"] == "My deal"
