"""No word that is typed into the change of a public article is lost either."""

import random
import signal

import pytest

from articles import pending
from articles.content import Content
from articles.models import PendingChange, Revision
from tests.browser.test_nothing_lost import (
    Typist,
    all_words,
    go_to_the_end,
    mortal,
    save,
    sign_in,
    state,
    text_of,
    words_of,
)
from tests.factories import make_editor, make_published_article
from tests.newsroom.processes import until

__all__ = ["mortal"]
pytestmark = pytest.mark.browser
KILLS = 6


def begun_change(by):
    article = make_published_article(body="<p>Begun.</p>", by=by)
    pending.prepare(article, Content.of(article), by=by)
    return article


def open_change(page, article):
    page.goto(f"/desk/articles/changedarticle/{article.pk}/change/")
    text_of(page)
    page.locator("[data-brought]").wait_for()


def test_the_server_dies_while_somebody_writes_a_change_and_no_word_is_lost(mortal):
    server, open_window = mortal
    editor = make_editor()
    article = begun_change(editor)
    context = sign_in(open_window(), editor).context
    page = context.pages[0]
    open_change(page, article)
    go_to_the_end(page)
    typist, dice = Typist(page), random.Random(6)

    for number in range(KILLS):
        typist.types(1 + dice.randrange(3))
        server.stop(signal.SIGKILL)
        typist.types(1 + dice.randrange(3))
        server.start()
        if number % 2:
            page.close()
            page = typist.page = context.new_page()
        until(server.is_ready)
        if number % 2:
            open_change(page, article)
            page.get_by_role("link", name="Go on with my words").click()
            page.locator("[data-brought]").wait_for()
            go_to_the_end(page)
            body = page.locator("[name=body]").input_value()
            assert words_of(body) == all_words(typist.count)

    save(page)
    change = PendingChange.objects.select_related("revision").get()
    assert words_of(change.revision.content["body"]) == all_words(typist.count)
    article.refresh_from_db()
    assert article.body == "<p>Begun.</p>"


def test_two_people_in_one_change_each_keep_their_words(site, visitor):
    anna, ben = (make_editor() for _ in range(2))
    article = begun_change(anna)
    hers, his = sign_in(visitor(), anna), sign_in(visitor(), ben)
    for page in (hers, his):
        open_change(page, article)
    his.get_by_text("has been writing here since").wait_for()
    go_to_the_end(hers)
    Typist(hers).types(3)
    state(hers, "saved")
    go_to_the_end(his)
    his.keyboard.type(" And his.")
    his.locator("[name=_continue]").click()
    his.get_by_text("was changed successfully").wait_for()

    hers.locator("[name=_continue]").click()
    hers.get_by_role("heading", name="You both changed this").wait_for()
    hers.get_by_label("Take mine").check()
    save(hers)

    kept = PendingChange.objects.get().revision.content["body"]
    assert words_of(kept) == all_words(3)
    bodies = [revision.content["body"] for revision in Revision.objects.of(article)]
    assert any("And his." in body for body in bodies)
