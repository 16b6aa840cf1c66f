"""Told: how often one's articles are read, and what happens to them, by choice."""

from datetime import timedelta

import pytest

from accounts.models import User
from articles import pending, publishing
from articles.content import Content
from press import clock
from press.mail.models import Message
from tests.factories import (
    make_article,
    make_author,
    make_author_login,
    make_contributor,
    make_editor,
    make_published_article,
)
from tests.readership.views import count_views

pytestmark = pytest.mark.django_db


def reachable(person):
    person.email = f"{person.username}@news.example"
    person.save()
    return person


def recipients():
    return set(Message.objects.values_list("recipient", flat=True))


def test_editors_who_want_it_are_mailed_when_an_article_waits():
    wants, silent, busy = reachable(make_editor()), reachable(make_editor()), make_editor()
    silent.mail_on_review = False
    silent.save()
    writer = reachable(make_contributor())

    publishing.submit(make_article(by=writer, headline="Otters\nreturn"), by=writer)

    assert recipients() == {wants.email}
    assert "Otters" in Message.objects.get().subject
    assert busy.email == ""


def test_whoever_submits_is_not_mailed_what_they_did():
    editor = reachable(make_editor())

    publishing.submit(make_article(by=editor), by=editor)

    assert recipients() == set()


def test_all_writers_of_a_returned_article_are_mailed_the_note_if_they_want():
    writer, co_writer, silent = (reachable(make_contributor()) for _ in range(3))
    silent.mail_on_return = False
    silent.save()
    names = [
        make_author("Co Writer", login=co_writer).pk,
        make_author("Silent Writer", login=silent).pk,
    ]
    article = publishing.submit(make_article(by=writer, bylines=names), by=writer)

    publishing.send_back(article, by=make_editor(), note="The second source is missing.")

    assert recipients() == {writer.email, co_writer.email}
    assert all("The second source is missing." in mail.text for mail in Message.objects.all())


def test_a_change_of_a_public_article_is_told_of_like_an_article():
    editor, writer, silent = reachable(make_editor()), reachable(make_author_login()), make_editor()
    owner = reachable(User.objects.create_superuser("owner"))
    article = make_published_article(by=writer, headline="Otters return")
    pending.prepare(article, Content.of(article), by=silent)

    pending.submit_change(article, by=writer)

    assert recipients() == {editor.email, owner.email}
    address = f"/desk/articles/changedarticle/{article.pk}/change/"
    assert all(address in mail.text for mail in Message.objects.all())
    Message.objects.all().delete()
    reachable(silent)
    pending.return_change(article, by=editor, note="The second source is missing.")
    assert recipients() == {writer.email, silent.email}
    assert all("The second source is missing." in mail.text for mail in Message.objects.all())
    assert "a change of Otters return" in Message.objects.first().subject


def test_the_choice_is_made_at_ones_own_page(client):
    writer = reachable(make_contributor())
    client.force_login(writer)
    assert "checked" in client.get("/desk/me/mails/").content.decode()

    client.post("/desk/me/mails/", {"mail_on_review": "on"})

    writer.refresh_from_db()
    assert (writer.mail_on_review, writer.mail_on_return) == (True, False)


def test_views_are_shown_by_day_to_the_authors_and_editors_of_an_article(client):
    author = make_author_login()
    now = clock.now()
    with clock.at(now - timedelta(days=3)):
        article = publishing.publish(make_article(by=author), by=author)
    count_views(article, 5, at=now - timedelta(days=2))
    count_views(article, 3, at=now)

    for person, status in (
        (author, 200),
        (make_editor(), 200),
        (make_author_login(), 403),
        (make_contributor(), 403),
    ):
        client.force_login(person)
        page = client.get(f"/desk/articles/article/{article.pk}/readers/")
        assert page.status_code == status
        if status == 200:
            days = {day.day: day for day in page.context["days"]}
            assert len(days) == 30
            assert page.context["lately"] == page.context["total"] == 8
            assert [day.views for day in days.values() if day.views] == [5, 3]
            assert max(day.height for day in days.values()) == 120
            assert "style=" not in page.content.decode().partition('id="content"')[2]


def test_an_article_without_readers_says_so(client):
    client.force_login(make_editor())
    page = client.get(f"/desk/articles/article/{make_published_article().pk}/readers/")

    assert "Nobody has read it" in page.content.decode()
