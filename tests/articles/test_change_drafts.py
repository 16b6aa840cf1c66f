"""Words that somebody types into the change of a public article, and hasn't saved yet."""

import pytest

from articles import pending
from articles.models import Draft, PendingChange, Revision
from tests.articles.facts import change as form_of
from tests.articles.facts import enter
from tests.articles.test_drafts import Window, another
from tests.articles.test_pending import desk, prepared
from tests.factories import make_contributor, make_editor, make_published_article

pytestmark = pytest.mark.django_db


def window(client, article):
    return Window(client, article, model="changedarticle")


def types(window, **fields):
    base = PendingChange.objects.get(article=window.article).revision_id
    return window.types(base=base, **fields)


def test_words_for_a_change_are_a_draft_of_their_own_and_stand_beside_the_change(client):
    enter(client, make_editor())
    article = prepared(make_published_article(headline="A deal"), headline="A new deal")
    Window(client, article).types(headline="For readers of today")

    assert "kept" in types(window(client, article), headline="A fragile new deal").json()

    assert Draft.objects.count() == 2
    page = client.get(desk("change", article)).content.decode()
    assert "<ins>fragile </ins>" in page
    assert "readers of today" not in page
    taken_up = client.get(desk("change", article) + "?draft=mine").context["adminform"].form
    assert taken_up["headline"].value() == "A fragile new deal"
    mine = window(client, article)
    mine.saves(
        headline="A fragile new deal",
        base=taken_up["base"].value(),
        follows=taken_up["follows"].value(),
    )
    assert PendingChange.objects.get().revision.content["headline"] == "A fragile new deal"
    assert not Draft.objects.filter(of_change=True).exists()
    assert Draft.objects.filter(of_change=False).exists()


def test_words_that_were_not_chosen_become_a_version_and_the_change_stands(client):
    enter(client, make_editor())
    article = prepared(make_published_article(), headline="A new deal")
    types(window(client, article), headline="Mine")

    answer = client.post(desk("aside", article))

    assert answer["Location"] == desk("change", article)
    assert Revision.objects.of(article).get(verb="set aside").content["headline"] == "Mine"
    assert PendingChange.objects.get().revision.content["headline"] == "A new deal"


@pytest.mark.parametrize("end", [pending.publish_change, pending.discard_change])
def test_who_still_writes_when_a_change_ends_loses_nothing_and_begins_a_new_one(client, end):
    editor = enter(client, make_editor())
    article = prepared(make_published_article(headline="A deal"), headline="A new deal")
    mine = window(client, article)
    base = article.pending_change.revision_id
    mine.types(base=base, headline="A new deal", standfirst="Mine.")
    end(article, by=make_editor())

    assert "kept" in mine.types(base=base, headline="A new deal", standfirst="Mine still.").json()
    assert "published or discarded since" in client.get(form_of(article)).content.decode()
    page = client.get(desk("change", article)).content.decode()
    assert "What you save here begins a new one" in page
    mine.saves(base=base, headline="A new deal", standfirst="Mine still.")

    begun = PendingChange.objects.get().revision
    live = end is pending.publish_change
    assert begun.content["standfirst"] == "Mine still."
    assert begun.content["headline"] == ("A new deal" if live else "A deal")
    assert begun.by == editor
    assert not Draft.objects.exists()


def test_a_change_that_is_gone_is_not_found_by_who_wrote_nothing(client):
    enter(client, make_editor())
    article = make_published_article()

    assert client.get(desk("change", article)).status_code == 302
    assert client.get(desk("change", article) + "?draft=mine").status_code == 302


def test_two_people_see_each_other_in_a_change_and_one_takes_it_over(client):
    anna, ben = make_editor(), make_editor()
    article = prepared(make_published_article(), headline="A new deal")
    hers, his = (window(another(type(client), user), article) for user in (anna, ben))
    elsewhere = Window(another(type(client), make_editor()), article)
    elsewhere.say()

    assert hers.say().json()["company"] == ""
    assert f"{anna} has been writing here since" in his.say().json()["company"]
    his.say("take")

    assert hers.say().json()["taken"] is True
    assert elsewhere.say().json()["taken"] is False


def test_who_may_not_prepare_this_change_keeps_no_words_in_it(client):
    article = prepared(make_published_article(), headline="A new deal")
    enter(client, make_contributor())

    assert types(window(client, article), headline="Mine").status_code == 403
    assert client.post(desk("aside", article)).status_code == 403
    assert not Draft.objects.exists()


def test_what_was_begun_is_removed_for_good_only_after_a_question(client):
    enter(client, make_editor())
    begun = Window(client)
    begun.types(headline="Begun", body="<p>Precious words.</p>")
    address = f"{begun.address}aside/"

    asked = client.get(address)

    assert "Precious words." in asked.content.decode()
    assert Draft.objects.exists()
    enter(client, make_editor())
    assert client.post(address).status_code == 404
    client.force_login(Draft.objects.get().person)
    assert client.post(address)["Location"] == "/desk/articles/article/add/"
    assert not Draft.objects.exists()
