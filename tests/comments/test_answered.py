"""Authors hear of replies to their articles by mail: by choice, and left by one click."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from articles import publishing
from comments import answered, moderation
from comments.models import ReplyWatch, Untold
from press import clock
from press.history.models import Entry
from press.mail.models import Message
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import NOON, make_author, make_author_login, make_editor, make_moderator

pytestmark = pytest.mark.django_db
CHOICE = "/desk/me/replies/"


@pytest.fixture
def author(client):
    login = make_author_login()
    login.email = "liv@example.org"
    login.save()
    make_author("Liv Holm", login=login)
    client.force_login(login)
    return login


def article_of(login, **facts):
    with after(hours=-1):
        return make_open_article(bylines=[login.author.pk], **facts)


def after(**time):
    return clock.at(NOON + timedelta(**time))


def test_an_author_is_mailed_at_most_as_often_as_chosen_and_only_with_news(client, author):
    article = article_of(author, headline="Half a working week")
    other = article_of(author, headline="The other half")
    with after(hours=-1):
        elsewhere = make_open_article()
    with clock.at(NOON):
        make_comment(article)
        client.post(CHOICE, {"every": "60"})
    with after(minutes=2):
        make_comment(article, name="Vera", text="Secret")
        make_comment(other)
        make_comment(article)
        make_comment(elsewhere)
    with after(minutes=59):
        assert answered.mail_due() == 0
    with after(minutes=60):
        assert answered.mail_due() == 1
        assert answered.mail_due() == 0
    with after(hours=3):
        assert answered.mail_due() == 0

    mail = Message.objects.get()
    assert mail.recipient == "liv@example.org"
    assert mail.subject == "3 new replies to your articles"
    assert "“Half a working week” has 2 new replies:" in mail.text
    assert "“The other half” has 1 new reply:" in mail.text
    assert f"/desk/articles/article/{article.pk}/replies/" in mail.text
    assert "Secret" not in mail.text
    assert "Vera" not in mail.text
    assert not Untold.objects.exists()


def test_what_waits_is_told_when_a_moderator_lets_readers_see_it(client, author):
    article = article_of(author)
    with clock.at(NOON):
        client.post(CHOICE, {"every": "5"})
        held = make_comment(article, text="www.a.example www.b.example")
    with after(minutes=10):
        assert answered.mail_due() == 0
    with after(days=3):
        moderation.approve(held, by=make_moderator(), seen=1)
        assert answered.mail_due() == 1


def test_nobody_hears_of_what_is_gone_again_or_of_their_own_words(client, author):
    article = article_of(author)
    moderator = make_moderator()
    with clock.at(NOON):
        client.post(CHOICE, {"every": "5"})
        moderation.post(article, name="Liv Holm", text="A word of mine.", by=author)
        moderation.reject(make_comment(article), by=moderator, seen=1)
        withdrawn = article_of(author)
        make_comment(withdrawn)
        publishing.withdraw(withdrawn, by=make_editor(), reason="Wrong")
    with after(minutes=10):
        assert answered.mail_due() == 0
    assert not Message.objects.exists()


def test_one_click_leaves_without_a_login(client, author):
    article = article_of(author)
    with clock.at(NOON):
        client.post(CHOICE, {"every": "5"})
        make_comment(article)
    with after(minutes=5):
        answered.mail_due()
    mail = Message.objects.get()
    address = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.text
    path = urlsplit(address).path
    client.logout()

    asked = client.get(path)
    assert "Send no more of them" in asked.content.decode()
    assert ReplyWatch.objects.get().every == 5
    left = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert (left.status_code, left["Cache-Control"]) == (200, "no-store")
    assert ReplyWatch.objects.get().every == 0
    with after(hours=1):
        make_comment(article)
        assert answered.mail_due() == 0
    client.post(path)
    chosen = Entry.objects.filter(verb="chose mails about replies")
    assert [entry.detail["every"] for entry in chosen.order_by("pk")] == [5, 0]
    assert client.get(path[:-3] + "/").status_code == 404


def test_only_authors_choose_and_find_the_way(client, author):
    article = article_of(author)
    way = f'href="{CHOICE}"'
    assert way in client.get(f"/desk/articles/article/{article.pk}/replies/").content.decode()
    assert way in client.get("/desk/me/mails/").content.decode()
    assert client.post(CHOICE, {"every": "7"}).status_code == 422

    client.force_login(make_moderator())
    assert client.post(CHOICE, {"every": "5"}).status_code == 403
    assert way not in client.get(f"/desk/articles/article/{article.pk}/replies/").content.decode()
    assert not ReplyWatch.objects.exists()


def test_a_mail_names_ten_articles_and_costs_the_same_for_more(
    client, author, django_assert_max_num_queries
):
    with clock.at(NOON):
        client.post(CHOICE, {"every": "5"})
        for _number in range(12):
            make_public_comment(article_of(author))
    with after(minutes=6), django_assert_max_num_queries(16):
        assert answered.mail_due() == 1

    text = Message.objects.get().text
    assert text.count("has 1 new reply:") == 10
    assert "And 2 further articles." in text
