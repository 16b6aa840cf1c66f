"""Labels that readers can't miss: in words, wherever an article stands, with who paid for it."""

from dataclasses import replace

import pytest

from articles.content import Content
from articles.models import Article
from articles.writing import revise
from live import covering
from press import clock
from readership import ranking
from readership.models import Ranking
from tests.articles.facts import change, typed
from tests.boxes.facts import holding, make_box
from tests.factories import make_editor, make_published_article
from tests.live.facts import make_post
from tests.readership.views import count_views

pytestmark = pytest.mark.django_db
BODY = (
    '<p><a href="https://bank.example/offer">The offer</a>, <a href="/about/">about us</a>, '
    'and rel="noopener" as words.</p>'
)


@pytest.fixture
def paid():
    return make_published_article(
        headline="Saving made easy", label="sponsored", sponsor="  Harbour  Bank ", body=BODY
    )


def test_who_paid_is_said_wherever_the_article_stands(client, paid):
    said = "Sponsored by Harbour Bank"
    page = paid.get_absolute_url()
    feed = client.get("/feed.json").json()["items"][0]

    for address in (page, "/", "/world/", f"{page}embed/", "/search/?q=saving"):
        assert said in client.get(address).content.decode(), address
    assert feed["title"] == f"{said} · Saving made easy"
    assert f"{said} · Saving made easy" in client.get("/feed/").content.decode()
    assert client.get(f"/api/articles/{paid.pk}/").json()["sponsor"] == "Harbour Bank"
    assert '"sponsor":{"@type":"Organization","name":"Harbour Bank"}' in (
        client.get(page).content.decode()
    )


def test_opinion_is_called_so_where_a_headline_stands_alone(client):
    article = make_published_article(headline="Let it be", label="opinion")
    page = client.get(article.get_absolute_url()).content.decode()

    assert '<meta property="og:title" content="Opinion · Let it be">' in page
    assert client.get("/feed.json").json()["items"][0]["title"] == "Opinion · Let it be"


def test_links_of_a_paid_text_say_so_to_search_engines(client, paid):
    page = client.get(paid.get_absolute_url()).content.decode()
    feed = client.get("/feed.json").json()["items"][0]["content_html"]

    for text in (page, feed):
        assert 'href="https://bank.example/offer" rel="sponsored nofollow noopener"' in text
        assert text.count('rel="sponsored') == 1
    assert 'rel="noopener" as words' in page or "rel=&quot;noopener&quot; as words" in page


def test_links_in_boxes_and_live_posts_of_a_paid_text_say_so_too(client, paid):
    link = '<p><a href="https://bank.example/{}">More</a>.</p>'
    box = make_box(body=link.format("box"))
    paid = revise(paid, replace(Content.of(paid), body=holding(box)), by=make_editor())
    news = make_published_article(body=holding(box))
    covering.begin(paid, by=make_editor())
    make_post(paid, link.format("post"))

    page = client.get(paid.get_absolute_url()).content.decode()
    plain = client.get(news.get_absolute_url()).content.decode()

    for place in ("box", "post"):
        assert f'href="https://bank.example/{place}" rel="sponsored nofollow noopener"' in page
    assert 'href="https://bank.example/box" rel="noopener"' in plain


def test_a_place_among_the_most_read_can_not_be_bought(client, paid):
    news = make_published_article(headline="News")
    count_views(paid, 9, at=clock.now())
    count_views(news, 1, at=clock.now())

    ranking.rank()

    assert Ranking.objects.stored()["week"] == [news.pk]


def test_what_is_labelled_as_paid_later_leaves_the_most_read_at_once(client):
    article = make_published_article(headline="No news at all")
    count_views(article, 9, at=clock.now())
    ranking.rank()
    content = Content.of(article)

    assert "No news at all" in client.get("/popular/").content.decode()
    facts = content.as_json() | {"label": "sponsored", "sponsor": "Harbour Bank"}
    revise(article, Content.from_json(facts), by=make_editor())
    assert "Nothing has been read" in client.get("/popular/").content.decode()


def test_the_form_asks_who_paid_and_keeps_what_was_typed(client):
    client.force_login(make_editor())
    article = make_published_article()
    address = change(article)

    refused = client.post(address, typed(article, label="sponsored", headline="Kept"))
    client.post(address, typed(article, label="sponsored", sponsor="Harbour Bank"))

    assert "Say who paid for it" in refused.content.decode()
    assert "Kept" in refused.content.decode()
    assert Article.objects.get(pk=article.pk).sponsor == "Harbour Bank"


def test_another_label_names_nobody(paid):
    facts = Content.of(paid).as_json() | {"label": "news"}

    revise(paid, Content.from_json(facts), by=make_editor())

    assert Article.objects.get(pk=paid.pk).sponsor == ""
