"""Any form of the desk: no word is lost when the network goes or the login ends."""

import pytest
from django.contrib.sessions.models import Session

from articles.models import Section
from tests.browser.test_nothing_lost import sign_in
from tests.factories import make_editor, make_section

pytestmark = pytest.mark.browser
WORDS = "What the ice brings, and what it takes. " * 20


def said(page, words):
    page.locator("[data-said]", has_text=words).wait_for()


def test_a_form_waits_for_the_network_and_for_a_new_login(visitor):
    editor, section = make_editor(), make_section()
    page = sign_in(visitor(), editor)
    page.goto(f"/desk/articles/section/{section.pk}/change/")
    page.fill("[name=description]", WORDS)

    page.context.set_offline(True)
    page.locator("[name=_continue]").click()
    said(page, "the newspaper didn’t answer")
    page.context.set_offline(False)
    Session.objects.all().delete()
    page.locator("[name=_continue]").click()
    said(page, "Your login has ended")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Log in").click()
    window = opened.value
    window.fill("[name=username]", editor.username)
    window.fill("[name=password]", "secret")
    with page.expect_response(f"**/section/{section.pk}/change/"):
        window.locator("[type=submit]").first.click()
    page.locator("[data-login]").wait_for(state="hidden")
    page.locator("[name=_continue]").click()
    page.get_by_text("was changed successfully").wait_for()

    section = Section.objects.get(pk=section.pk)
    assert section.description.split() == WORDS.split()
