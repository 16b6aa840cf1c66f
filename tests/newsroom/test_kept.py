"""A form of the desk whose login ended: its words come back, and go on after a new login."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from lxml import html

from articles.models import Note, Section
from tests.factories import make_article, make_editor, make_section

pytestmark = pytest.mark.django_db
WORDS = "Ice, <nets> & the quay.\r\n" * 40
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def log_in(browser, person):
    """As people do it, so that the token changes."""
    page = html.fromstring(browser.get("/desk/login/").content)
    words = dict(page.xpath("//form[.//input[@type='password']]")[0].form_values())
    browser.post("/desk/login/", words | {"username": person.username, "password": "secret"})


def form_in(page, xpath="//form[.//textarea or @action][.//input[@type='submit']]"):
    form = html.fromstring(page.content.decode()).xpath(xpath)[0]
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def test_what_is_sent_after_the_login_ended_comes_back_and_is_saved_after_a_new_one(browser):
    person, section = make_editor(), make_section()
    log_in(browser, person)
    address = f"/desk/articles/section/{section.pk}/change/"
    typed = form_in(browser.get(address), "//form[@id='section_form']")
    Session.objects.all().delete()

    ended = browser.post(address, typed | {"description": WORDS}, **OURS)
    assert ended.status_code == 401
    log_in(browser, person)
    older = browser.post(address, form_in(ended), **OURS)
    assert older.status_code == 403
    assert browser.post(address, form_in(older), **OURS).status_code == 302

    section = Section.objects.get(pk=section.pk)
    assert section.description.split() == WORDS.split()


def test_it_holds_for_forms_that_are_no_row_of_the_admin(browser):
    person, article = make_editor(), make_article()
    log_in(browser, person)
    address = f"/desk/articles/article/{article.pk}/notes/"
    typed = form_in(browser.get(address), "//form[.//textarea]") | {"text": "Ask the harbour."}
    Session.objects.all().delete()

    ended = browser.post(address, typed, **OURS)
    log_in(browser, person)
    older = browser.post(address, form_in(ended), **OURS)
    browser.post(address, form_in(older), **OURS)

    assert Note.objects.get().text == "Ask the harbour."


def test_another_site_gets_no_such_page_and_no_secret_is_shown(browser):
    log_in(browser, make_editor())
    words = {"name": "Ice", "new_password1": "hush-hush"}

    other = browser.post("/desk/articles/section/add/", words, HTTP_SEC_FETCH_SITE="cross-site")
    secret = browser.post("/desk/articles/section/add/", words, **OURS)
    Session.objects.all().delete()

    assert b"Ice" not in other.content
    assert b"hush-hush" not in secret.content
    assert other.status_code == secret.status_code == 403
    assert browser.post("/desk/logout/").status_code in {302, 403}
