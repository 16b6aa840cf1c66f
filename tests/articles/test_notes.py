"""Notes of the staff, copies of articles, and snippets."""

import pytest
from django.urls import reverse

from articles import publishing, writing
from articles.models import Article, Note, Snippet
from press.history.models import Entry
from press.mail.models import Message
from tests.articles.facts import change as form_of
from tests.factories import (
    make_article,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
    make_user,
)

pytestmark = pytest.mark.django_db


def notes_of(article):
    return reverse("admin:articles_article_notes", args=[article.pk])


def make_anna():
    anna = make_user("editor", "anna")
    anna.email = "anna@example.org"
    anna.save()
    return anna


def test_a_note_names_somebody_who_hears_of_it_by_mail_and_on_the_desk(client):
    anna, article = make_anna(), make_article(headline="The deal")
    writer = make_editor()
    client.force_login(writer)

    client.post(notes_of(article), {"text": "@anna, who said so? Ask x@example.org."})

    [mail] = Message.objects.all()
    assert mail.recipient == "anna@example.org"
    assert "who said so?" in mail.text
    assert f"{notes_of(article)}#n" in mail.text
    client.force_login(anna)
    assert "who said so?" in client.get("/desk/").content.decode()
    assert "(1)" in client.get(form_of(article)).content.decode()
    assert "who said so?" not in client.get("/desk/articles/article/").content.decode()


def test_a_settled_note_stays_and_waits_for_nobody(client):
    anna, article = make_anna(), make_article()
    client.force_login(anna)
    client.post(notes_of(article), {"text": "@anna: check the date."})
    note = Note.objects.get()
    assert not Message.objects.exists()  # She knows what she wrote.

    client.post(reverse("admin:articles_article_settle_note", args=[article.pk, note.pk]))

    assert "check the date" not in client.get("/desk/").content.decode()
    page = client.get(notes_of(article)).content.decode()
    assert "check the date" in page
    assert "Settled by anna" in page
    assert Entry.objects.about(article).first().verb == "settled a note"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("@nobody knows", "Nobody here is called @nobody."),
        ("@karl knows", "@karl may not read this article."),
        (" ", "This field is required."),
    ],
)
def test_a_note_that_reaches_nobody_is_refused_and_its_words_stay(client, text, sentence):
    make_user("contributor", "karl")
    article = make_article()
    client.force_login(make_editor())

    response = client.post(notes_of(article), {"text": text})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert text.strip() in response.content.decode()
    assert not Note.objects.exists()


def test_readers_and_moderators_see_no_notes(client):
    article = make_published_article()
    client.force_login(make_editor())
    client.post(notes_of(article), {"text": "Between us."})

    assert "Between us" not in client.get(article.get_absolute_url()).content.decode()
    client.force_login(make_moderator())
    assert client.get(notes_of(article)).status_code == 403


def test_a_copy_is_a_draft_of_its_own(client):
    contributor = make_contributor()
    article = make_published_article(headline="The deal", tags=["Ice"], standfirst="Words.")
    client.force_login(contributor)

    client.post(reverse("admin:articles_article_duplicate", args=[article.pk]))

    copy = Article.objects.exclude(pk=article.pk).get()
    assert (copy.headline, copy.status) == ("Copy of The deal", "draft")
    assert (copy.standfirst, list(copy.tags.names())) == ("Words.", ["Ice"])
    assert copy.created_by == contributor
    assert publishing.publish(copy, by=make_editor()).slug != article.slug


def test_nobody_copies_what_they_may_not_read(client):
    article = make_article()
    client.force_login(make_contributor())

    copy = reverse("admin:articles_article_duplicate", args=[article.pk])
    assert client.post(copy).status_code == 403
    assert client.get(copy).status_code == 405


def test_a_copy_of_the_longest_headline_is_cut():
    article = make_article(headline="x" * 300)

    assert len(writing.duplicate(article, by=make_editor()).headline) == 300


def test_snippets_are_cleaned_when_they_are_saved_and_given_to_the_editor(client):
    client.force_login(make_editor())

    client.post(
        "/desk/articles/snippet/add/",
        {"name": "About the lake", "body": '<p onclick="x()">It is <b>deep</b>.</p>'},
    )

    assert Snippet.objects.get().body == "<p>It is deep.</p>"
    client.force_login(make_contributor())
    answer = client.get("/desk/articles/snippet/for-editor/").json()
    assert answer == {"snippets": [{"name": "About the lake", "body": "<p>It is deep.</p>"}]}
    client.force_login(make_moderator())
    assert client.get("/desk/articles/snippet/for-editor/").status_code == 403
