"""Any form of the desk: no word is lost when the network goes or the login ends."""

import pytest
from django.contrib.sessions.models import Session

from articles.models import Note, Section
from comments.models import Comment, PersonNote
from frontpage.models import Arrangement
from tests.browser.test_nothing_lost import sign_in
from tests.comments.facts import make_public_comment
from tests.factories import make_editor, make_published_article, make_section

pytestmark = pytest.mark.browser
WORDS = "What the ice brings, and what it takes. " * 20


def said(page, words):
    page.locator("[data-said]", has_text=words).wait_for()


def log_in_again(page, person):
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Log in").click()
    window = opened.value
    window.fill("[name=username]", person.username)
    window.fill("[name=password]", "secret")
    with page.expect_response("**/desk/who/"):
        window.locator("[type=submit]").first.click()


def test_a_form_waits_for_the_network_and_for_the_same_person_s_new_login(visitor):
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
    log_in_again(page, make_editor())
    said(page, "Somebody else is logged in here now")
    page.locator("[name=_continue]").click()
    said(page, "Somebody else is logged in here now")
    assert Section.objects.get(pk=section.pk).description == ""
    log_in_again(page, editor)
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


def comes_back(page, address, kept, go_on="Go on with my words"):
    """Close the tab as it dies, when it has kept its words; open the page, and take them up."""
    page.locator("[data-sending][data-kept]").first.wait_for(state="attached")
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    page.get_by_text(kept).first.wait_for()
    page.get_by_role("button", name=go_on).click()
    page.get_by_text("Your words are back in the form below").wait_for()
    return page


def test_an_answer_a_note_and_a_front_page_come_back_after_a_tab_has_died(visitor):
    editor, article = make_editor(), make_published_article(headline="The quay")
    comment = make_public_comment(article, email="ada@example.org")
    page = sign_in(visitor(), editor)

    page.goto(answer := f"/desk/answer/{comment.pk}/")
    page.fill("[name=text]", WORDS)
    page = comes_back(page, answer, "What the ice brings")
    page.get_by_role("button", name="Publish the answer").click()
    page.wait_for_url("**#c*")
    given = Comment.objects.get(parent=comment)
    assert (given.text.split(), given.by) == (WORDS.split(), editor)

    page.goto(person := f"/desk/comments/comment/?queue=all&person={comment.pk}")
    page.fill("[name=text]", "Polite, but often wrong.")
    page = comes_back(page, person, "Polite, but")
    page.get_by_role("button", name="Keep the note").click()
    page.wait_for_url("**/comment/?queue=all&person=*")
    assert PersonNote.objects.get().text == "Polite, but often wrong."

    page.goto(front := "/desk/frontpage/arrangement/")
    page.get_by_role("button", name="Put “The quay” there").click()
    page.get_by_label("Until").fill("2099-01-02T10:00")
    page = comes_back(page, front, "The quay: Until")
    assert Arrangement.objects.present() is None
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The front page stands like this now.").wait_for()
    assert [each.article for each in Arrangement.objects.present().placed] == [article.pk]


def test_what_was_refused_before_is_not_sent_again_with_what_is_right(visitor):
    page = sign_in(visitor(), make_editor())
    page.goto(f"/desk/articles/article/{make_published_article().pk}/notes/")
    wrong = page.get_by_text("Nobody here is called @nobody.")
    send = page.locator("#content [type=submit]").last

    page.fill("[name=text]", "@nobody, look")
    send.click()
    wrong.wait_for()
    page.fill("[name=text]", "Look at the dates")
    send.click()
    page.get_by_text("Look at the dates").wait_for()

    wrong.wait_for(state="detached")
    assert page.input_value("[name=text]") == ""
    assert Note.objects.get().text == "Look at the dates"
