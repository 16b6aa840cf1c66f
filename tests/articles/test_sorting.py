"""Many articles at once: tags, sections, private and back; a result for each of them."""

import pytest

from articles import publishing
from articles.models import Article, Revision
from articles.publishing import NotNow
from press.history.models import Entry
from tests.articles.facts import LIST, enter
from tests.factories import (
    make_article,
    make_author_login,
    make_editor,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db


def chosen(*articles, **asked):
    """What a browser sends from the list, or from the page that asks after it."""
    asked = asked | {"asked": "yes"} if len(asked) > 1 else asked
    return asked | {"_selected_action": [article.pk for article in articles]}


def test_tags_are_asked_for_then_added_and_taken_off_with_a_result_for_each(client):
    enter(client, make_editor())
    public = make_published_article(headline="Ice", tags=["Arctic", "Old"])
    same = make_article(headline="Same", tags=["New"])

    asked = client.post(LIST, chosen(public, same, action="tag_all")).content.decode()
    assert "2 articles are chosen" in asked
    facts = {"action": "tag_all", "add": "New", "take_off": "OLD"}
    page = client.post(LIST, chosen(public, same, **facts)).content.decode()

    assert "1 of 2 done" in page
    assert "Its tags are these already." in page
    assert sorted(public.tags.names()) == ["Arctic", "New"]
    assert "Ice" in client.get("/tags/new/").content.decode()
    assert "Ice" not in client.get("/tags/old/").content.decode()
    entry = Entry.objects.about(public).first()
    assert (entry.verb, entry.detail) == ("tagged", {"added": ["New"], "taken off": ["Old"]})
    assert Revision.objects.of(public).latest("pk").content["tags"] == ["Arctic", "New"]


@pytest.mark.parametrize("facts", [{"add": "", "take_off": ""}, {"add": "x" * 200}])
def test_a_page_that_asks_comes_back_with_a_sentence(client, facts):
    enter(client, make_editor())
    article = make_article(tags=["Ice"])

    page = client.post(LIST, chosen(article, action="tag_all", **facts)).content.decode()

    assert "errorlist" in page
    assert list(article.tags.names()) == ["Ice"]


def test_articles_move_to_another_section_where_the_right_allows_it(client):
    author = enter(client, make_author_login())
    own, others = make_article(by=author), make_published_article(headline="Others")
    culture = make_section("Culture")

    facts = {"action": "move_all", "section": culture.pk}
    page = client.post(LIST, chosen(own, others, **facts)).content.decode()

    assert "1 of 2 done" in page
    assert "Your role doesn&#x27;t allow this" in page
    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.section, others.section.name) == (culture, "World")
    assert Entry.objects.about(own).first().verb == "moved to a section"


def test_a_public_article_is_made_private_and_public_again_at_its_address(client):
    editor = make_editor()
    article = make_published_article(headline="House rules", tags=["Rules"], by=editor)
    places = ["/", "/world/", "/tags/rules/", "/feed/", "/search/?q=house", "/news-sitemap.xml"]
    places += [article.get_absolute_url().rsplit("/", 2)[0] + "/"]
    staff = type(client)()
    enter(staff, make_editor())
    before = article.published_at, article.get_absolute_url()
    assert all("ouse" in client.get(place).content.decode() for place in places)

    asked = staff.post(LIST, chosen(article, action="make_private_all")).content.decode()
    assert "Readers lose this article at once" in asked
    assert client.get(article.get_absolute_url()).status_code == 200
    staff.post(LIST, chosen(article, action="make_private_all", yes="x"))

    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert "House rules" not in gone.content.decode()
    for place in places:
        assert "House rules" not in client.get(place).content.decode()
    comments = client.post(f"{article.get_absolute_url()}comments/", {"text": "Hm", "name": "A"})
    assert comments.status_code in {403, 410, 422}
    address = f"/desk/articles/article/{article.pk}/preview/"
    assert "House rules" in staff.get(address).content.decode()
    private = Article.objects.get()
    for verb in (publishing.publish, publishing.make_draft):
        with pytest.raises(NotNow, match="Restore it"):
            verb(private, by=editor)

    staff.post(LIST, chosen(article, action="restore_all"))
    article.refresh_from_db()
    assert (article.published_at, article.get_absolute_url()) == before
    assert all("ouse" in client.get(place).content.decode() for place in places)
    verbs = [entry.verb for entry in Entry.objects.about(article)[:2]]
    assert verbs == ["restored", "kept private"]
