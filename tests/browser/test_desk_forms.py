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


def test_what_was_never_saved_comes_back_and_meets_what_others_saved(visitor):
    editor, section = make_editor(), make_section()
    window = sign_in(visitor(), editor)
    address = f"/desk/articles/section/{section.pk}/change/"

    def opened():
        page = window.context.new_page()
        page.goto(address)
        page.locator("[data-keeping=yes]").wait_for(state="attached")
        return page

    page = opened()
    page.fill("[name=description]", WORDS)
    page.locator("[data-sending][data-kept]").wait_for(state="attached")
    page.close()  # As a tab dies: nobody is asked.
    Section.objects.filter(pk=section.pk).update(name="Sea")

    page = opened()
    assert WORDS.split() == page.locator("[data-kept]", has_text="ice").inner_text().split()
    page.get_by_role("button", name="Go on with my words").click()
    page.get_by_text("Your words are back in the form below").wait_for()
    page.locator("[data-keeping=yes]").wait_for(state="attached")
    assert page.input_value("[name=name]") == "Sea"
    assert Section.objects.get(pk=section.pk).description == ""
    page.close()  # Once more, before they are saved.
    page = opened()
    page.get_by_role("button", name="Go on with my words").click()
    page.get_by_text("Your words are back in the form below").wait_for()
    page.locator("[name=_continue]").click()
    page.get_by_text("was changed successfully").wait_for()

    section = Section.objects.get(pk=section.pk)
    assert section.description.split() == WORDS.split()
    assert opened().get_by_role("button", name="Go on with my words").count() == 0
