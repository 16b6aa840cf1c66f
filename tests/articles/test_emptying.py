"""The bin is emptied by who may, after a question, and no further than was asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from lxml import html

from articles import emptying, publishing
from articles.models import Article
from press import clock
from press.history.models import Entry
from press.redirects.models import Redirect
from tests.articles.facts import LIST, change
from tests.factories import (
    NOON,
    make_administrator,
    make_article,
    make_editor,
    make_published_article,
)

pytestmark = pytest.mark.django_db
EMPTY = f"{LIST}bin/empty/"


def binned(article):
    return publishing.put_in_bin(article, by=make_editor())


def withdrawn(headline):
    article = make_published_article(headline=headline)
    return publishing.withdraw(article, by=make_editor(), reason="Wrong.")


@pytest.fixture
def administrator(client):
    administrator = make_administrator()
    client.force_login(administrator)
    return administrator


def test_one_article_of_the_bin_is_removed_for_good_after_a_question(client, administrator):
    article = binned(withdrawn("Wrong in all"))
    address, page = article.get_absolute_url(), f"{LIST}{article.pk}/remove/"
    assert page in client.get(change(article)).content.decode()

    asked = client.get(page).content.decode()
    assert "version of it is lost." in asked
    assert address in asked
    assert Article.objects.filter(pk=article.pk).exists()
    client.post(page)

    assert not Article.objects.exists()
    assert Redirect.objects.get(old_path=address).new_path == ""
    entry = Entry.objects.get(verb="removed")
    assert (entry.by, entry.label) == (administrator, "Wrong in all")
    assert client.get(address).status_code == 410


def test_what_isnt_in_the_bin_is_not_removed(client, administrator):
    article = make_article()

    answer = client.post(f"{LIST}{article.pk}/remove/", follow=True)

    assert "Only an article in the bin" in answer.content.decode()
    assert Article.objects.get() == article


def test_the_bin_is_emptied_as_far_as_was_asked(client, administrator, monkeypatch):
    monkeypatch.setattr(emptying, "AT_MOST", 2)
    for number in range(3):
        with clock.at(NOON + timedelta(hours=number)):
            binned(make_article(headline=f"Draft {number}"))
    draft = make_article(headline="Not in the bin")
    assert EMPTY in client.get(f"{LIST}?state=binned").content.decode()

    page = client.get(EMPTY).content.decode()
    assert "3 articles are lost" in page
    assert "At most 2 go at one press." in page
    until = html.fromstring(page).xpath("//input[@name='until']/@value")[0]
    with clock.at(clock.now() + timedelta(minutes=1)):
        late = binned(make_article(headline="Put there since"))
    answer = client.post(EMPTY, {"until": until}, follow=True).content.decode()

    assert "2 are removed." in answer
    assert "More is left in the bin" in answer
    client.post(EMPTY, {"until": until})
    assert set(Article.objects.all()) == {draft, late}
    assert client.post(EMPTY, {"until": "rubbish"}).status_code == 422


def test_only_administrators_remove_for_good(client):
    editor, article = make_editor(), binned(make_article())
    client.force_login(editor)

    for act in (
        lambda: emptying.remove(article, by=editor),
        lambda: emptying.empty(by=editor, until=clock.now()),
    ):
        with pytest.raises(PermissionDenied):
            act()
    for address in (EMPTY, f"{LIST}{article.pk}/remove/"):
        assert client.post(address, {"until": NOON.isoformat()}).status_code == 403
    assert EMPTY not in client.get(f"{LIST}?state=binned").content.decode()
    assert "Remove for good" not in client.get(change(article)).content.decode()
