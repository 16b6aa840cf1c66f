"""Previews: exactly what readers will see, for the desk and for whoever has a secret link."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import pending, previews, publishing
from articles.content import Content
from articles.models import Article, Byline
from press import clock
from press.history.models import Entry
from tags.models import Tag
from tests.articles.facts import ADD, enter, typed
from tests.articles.facts import change as form_of
from tests.factories import (
    make_article,
    make_author,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db
FIRST = f"{ADD}preview/"


def preview_of(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def shared(article, **facts):
    facts = {"label": "Dr Vass", "lasts": timedelta(days=3), "by": make_editor()} | facts
    return previews.share(article, **facts)


def test_what_is_typed_is_shown_as_readers_will_see_it_and_nothing_of_it_is_saved(client):
    enter(client, make_editor())
    article = make_article(headline="Saved words")
    anna = make_author("Anna").pk

    response = client.post(
        preview_of(article),
        typed(article, headline="Typed words", tags="Brandnew", bylines=[anna]),
    )

    page = response.content.decode()
    assert [words for words in ("Typed words", "Anna", "Brandnew") if words not in page] == []
    assert "no-store" in response["Cache-Control"]
    article.refresh_from_db()
    assert article.headline == "Saved words"
    assert not Tag.objects.filter(name="Brandnew").exists()
    assert not Byline.objects.filter(author=anna).exists()
    assert article.revisions.count() == 1


def test_a_new_article_is_shown_before_it_is_saved_and_nothing_of_it_is(client):
    enter(client, make_editor())

    shown = client.post(FIRST, typed(headline="Never saved", tags="Brandnew"))
    lacking = client.post(FIRST, typed(headline=""))

    page = shown.content.decode()
    assert [words for words in ("Never saved", "Brandnew", "noindex") if words not in page] == []
    assert "no-store" in shown["Cache-Control"]
    assert lacking.status_code == 422
    assert "Headline" in lacking.content.decode()
    assert client.get(FIRST).status_code == 405
    assert not Article.objects.exists()
    assert not Tag.objects.exists()
    assert not Entry.objects.filter(verb="created").exists()


def test_who_may_not_write_sees_no_new_article(client):
    enter(client, make_moderator())

    assert client.post(FIRST, {"headline": "Words"}).status_code == 403


def test_a_preview_has_the_readers_policy_and_may_stand_in_our_own_frame_only(client):
    enter(client, make_editor())
    article = make_article()

    policy = client.get(preview_of(article))["Content-Security-Policy"]
    desk = client.get(form_of(article))["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy
    assert "nonce" not in policy
    assert "frame-src 'self'" in desk
    assert "frame-ancestors 'none'" in desk


def test_a_preview_of_a_broken_form_names_the_fields(client):
    enter(client, make_editor())
    article = make_article()

    response = client.post(preview_of(article), typed(article, headline=""))

    assert response.status_code == 422
    assert "Headline" in response.content.decode()


def test_a_preview_doesnt_mind_that_somebody_else_saved(client):
    enter(client, make_editor())

    response = client.post(preview_of(make_article()), typed(headline="Typed words", base="0"))

    assert "Typed words" in response.content.decode()


def test_a_secret_link_shows_a_draft_to_somebody_without_an_account(client):
    article = make_article(headline="Not yet public")

    response = client.get(previews.address_of(shared(article)))

    page = response.content.decode()
    assert "Not yet public" in page
    assert "This link is good until" in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_a_secret_link_to_a_public_article_shows_its_pending_change(client):
    article = make_published_article(headline="Old words")
    content = Content.from_json(Content.of(article).as_json() | {"headline": "New words"})
    pending.prepare(article, content, by=make_editor())
    link = shared(article)

    assert "New words" in client.get(previews.address_of(link)).content.decode()
    pending.publish_change(article, by=make_editor())
    response = client.get(previews.address_of(link))

    assert response.status_code == 302
    assert response["Location"] == article.get_absolute_url()


def test_a_link_ends_by_the_clock_and_by_hand(client):
    editor = make_editor()
    article = make_article()
    link, other = shared(article), shared(article)
    address = previews.address_of(link)

    with clock.at(link.ends_at):
        ended = client.get(address)
        assert ended.status_code == 410
        assert article.headline not in ended.content.decode()
    previews.revoke(link, by=editor)
    assert client.get(address).status_code == 410
    assert client.get(previews.address_of(other)).status_code == 200
    assert Entry.objects.about(article).first().verb == "revoked a preview"


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "99" + token])
def test_an_invented_link_leads_nowhere(client, change):
    address = previews.address_of(shared(make_article()))

    token = address.removeprefix("/preview/").removesuffix("/")
    assert client.get(f"/preview/{change(token)}/").status_code == 404


def test_links_are_made_and_revoked_at_the_desk(client):
    enter(client, make_editor())
    article = make_article()
    links = reverse("admin:articles_article_links", args=[article.pk])

    assert client.post(links, {"label": " ", "days": "3"}).status_code == 422
    client.post(links, {"label": "Dr Vass", "days": "7"})
    [link] = article.preview_links.all()
    assert previews.address_of(link) in client.get(links).content.decode()
    client.post(reverse("admin:articles_article_revoke", args=[article.pk, link.pk]))

    assert "Revoked" in client.get(links).content.decode()
    assert client.get(previews.address_of(link)).status_code == 410


def test_who_may_not_write_the_article_shares_nothing_of_it(client):
    article = make_published_article()
    enter(client, make_moderator())

    links = reverse("admin:articles_article_links", args=[article.pk])
    assert client.post(links, {"label": "Me", "days": "3"}).status_code == 403


def test_a_private_article_is_for_the_whole_staff_and_for_no_reader(client):
    editor = make_editor()
    article = publishing.keep_private(make_article(headline="House rules", by=editor), by=editor)

    for address in ("/", article.section.get_absolute_url(), "/search/?q=house"):
        assert "House rules" not in client.get(address).content.decode()
    enter(client, make_contributor())
    assert "House rules" in client.get(preview_of(article)).content.decode()
    assert "House rules" in client.get("/desk/articles/article/").content.decode()
    assert client.post(form_of(article), typed(article)).status_code == 403


def test_a_private_article_is_published_or_a_draft_again_by_its_buttons(client):
    enter(client, make_editor())
    article = make_article()

    client.post(form_of(article), typed(article, _verb="keep_private"))
    article.refresh_from_db()
    assert article.status == "private"
    client.post(form_of(article), typed(article, _verb="make_draft"))
    article.refresh_from_db()
    assert article.status == "draft"
    client.post(form_of(article), typed(article, _verb="keep_private"))
    client.post(form_of(article), typed(Article.objects.get(), _verb="publish"))

    article.refresh_from_db()
    assert article.is_published()
