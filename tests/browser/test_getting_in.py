"""Getting in with a key that the browser holds, and the receipt that follows a publication."""

import re

import pytest
from playwright.sync_api import expect

from press.history.models import Entry
from press.pages.models import Receipt
from tests.factories import make_article, make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def named(site, path):
    """A passkey belongs to a name; an address of numbers can have none."""
    return site.replace("127.0.0.1", "localhost") + path


def enter(page, site, editor, path="/desk/login/"):
    page.goto(named(site, path))
    page.locator("#id_username").fill(editor.username)
    page.locator("#id_password").fill("secret")
    page.locator("#login-form [type=submit]").click()


def test_a_passkey_is_added_and_then_opens_the_desk_alone_and_beside_the_password(visitor, site):
    editor = make_editor()
    page = visitor()
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    enter(page, site, editor)
    page.goto(named(site, "/desk/me/keys/add/"))
    page.locator("#id_password").fill("secret")
    page.locator("#content [type=submit]").click()
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("h1")).to_have_text(re.compile("Recovery Codes"))
    assert Entry.objects.about(editor).filter(verb="second factor added").exists()

    page.locator("#logout-form button").click()
    page.goto(named(site, "/desk/login/?next=/desk/articles/article/"))
    page.locator("#passkey_login").click()
    page.wait_for_url("**/desk/articles/article/")

    page.locator("#logout-form button").click()
    enter(page, site, editor)
    page.wait_for_url("**/desk/login/code/")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/desk/")
    assert complaints == []


def test_the_login_page_works_in_a_small_window_and_leads_back(visitor, site):
    editor = make_editor()
    page = visitor(viewport={"width": 320, "height": 480})

    enter(page, site, editor, "/desk/login/?next=/desk/me/sessions/")

    page.wait_for_url("**/desk/me/sessions/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_receipt_of_a_publication_settles_on_the_page_without_a_reload(visitor, site):
    editor = make_editor()
    article = make_article(by=editor)
    page = visitor()
    enter(page, site, editor)
    page.wait_for_url("**/desk/")
    page.goto(named(site, f"/desk/articles/article/{article.pk}/change/"))
    page.locator(".ProseMirror[contenteditable=true]").first.wait_for()
    page.locator("[name=_verb][value=publish]").first.click()
    expect(page.locator(".receipt")).to_contain_text("Looking as a reader")

    # What the worker's job does; its own tests look at real pages.
    receipt = Receipt.objects.get()
    for place in receipt.places:
        place["took"] = 0.3
    receipt.state, receipt.done_at = Receipt.State.LIVE, receipt.asked_at
    receipt.save()

    expect(page.locator(".receipt")).to_contain_text("Live everywhere after 0.3 s")
