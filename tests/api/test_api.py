"""The API tells what readers see, page by page, and nothing else."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import PIL.Image
import pytest

from articles import publishing
from articles.models import Article
from images import tasks, uploading
from press import clock
from press.pages.keys import gathering
from readership.ranking import rank
from tags.models import Tag
from tests.boxes.facts import holding, make_box
from tests.factories import (
    NOON,
    hours_ago,
    make_article,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)
from tests.images.pictures import draw, encode, upload_of
from tests.live.facts import make_live_article, make_post
from tests.readership.views import count_views
from tests.series.facts import make_parts, make_series

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def ask(client, address, status=200):
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert response.status_code == status, response.content
    return response.json()


def headlines(answer):
    return [article["headline"] for article in answer["articles"]]


@pytest.fixture
def hidden():
    """One article in every state in which readers don't see it, under names of its own."""
    editor = make_editor()
    secret = {"bylines": [make_author("A Secret Source").pk], "tags": ["A secret merger"]}
    make_article(headline="Draft", **secret)
    publishing.submit(make_article(headline="In review", **secret), by=editor)
    publishing.keep_private(make_article(headline="Private", **secret), by=editor)
    make_published_article(headline="Scheduled", at=clock.now() + timedelta(days=1), **secret)
    withdrawn = make_published_article(headline="Withdrawn", **secret)
    publishing.withdraw(withdrawn, by=editor, reason="It was wrong.")
    return withdrawn


def test_only_what_is_public_is_told(client, hidden):
    make_published_article(headline="Old", at=hours_ago(3), tags=["Otters"])
    make_published_article(headline="New", at=hours_ago(1))
    author, tag = make_author("A Secret Source"), Tag.objects.get(name="A secret merger")

    assert headlines(ask(client, "/api/articles/")) == ["New", "Old"]
    assert headlines(ask(client, f"/api/sections/{make_section().pk}/articles/")) == ["New", "Old"]
    assert [tag["name"] for tag in ask(client, "/api/tags/")["tags"]] == ["Otters"]
    names = [author["name"] for author in ask(client, "/api/authors/")["authors"]]
    assert names == ["Ingrid Solheim"]
    assert headlines(ask(client, "/api/search/?q=secret")) == []
    ask(client, f"/api/tags/{tag.pk}/", 404)
    ask(client, f"/api/tags/{tag.pk}/articles/", 404)
    ask(client, f"/api/authors/{author.pk}/", 404)
    for article in Article.objects.exclude(pk=hidden.pk).filter(authors=author):
        ask(client, f"/api/articles/{article.pk}/", 404)
    assert (
        ask(client, f"/api/articles/{hidden.pk}/", 410)["detail"] == "This article was withdrawn."
    )


def test_an_article_is_told_with_its_text_and_whole_addresses(client):
    article = make_published_article(
        headline="Lanes & quays",
        tags=["Otters"],
        body='<p>See <a href="/about/">us</a>.</p><h2>Ice</h2><p>It melts.</p>',
    )

    told = ask(client, f"/api/articles/{article.pk}/")

    page = f"{SITE}{article.get_absolute_url()}"
    tag = article.tags.get()
    assert told["address"] == page
    assert told["headline"] == "Lanes & quays"
    assert f'<a href="{SITE}/about/"' in told["body"]
    assert told["tags"] == [{"id": tag.pk, "name": "Otters", "address": f"{SITE}/tags/otters/"}]
    assert [author["name"] for author in told["authors"]] == ["Ingrid Solheim"]
    assert told["section"]["address"] == f"{SITE}/world/"
    assert told["published"] == article.published_at.isoformat()
    assert told["picture"] is None


def test_a_picture_is_told_with_every_file_of_it(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = upload_of(encode(draw(1300, 900)))
    image = uploading.upload(file, by=make_editor(), alt="A quay", credit="Elin Vass")
    tasks.make_renditions(image.pk)
    article = make_published_article(lead_image=image.pk)

    told = ask(client, f"/api/articles/{article.pk}/")["picture"]

    assert (told["description"], told["credit"], told["caption"]) == ("A quay", "Elin Vass", "")
    assert {file["shape"] for file in told["renditions"]} == {"whole", "landscape", "square"}
    assert {file["format"] for file in told["renditions"]} == {"avif", "webp", "jpg"}
    for file in [told, *told["renditions"]]:
        path = tmp_path / file["address"].removeprefix(f"{SITE}/media/")
        with PIL.Image.open(path) as there:
            assert there.size == (file["width"], file["height"])


def test_a_program_gets_the_fields_that_it_asks_for(client):
    article = make_published_article(headline="Ice", body="<p>It melts.</p>")

    [entry] = ask(client, "/api/articles/")["articles"]
    [chosen] = ask(client, "/api/articles/?fields=body,headline")["articles"]
    one = ask(client, f"/api/articles/{article.pk}/?fields=standfirst")

    assert "body" not in entry
    assert chosen == {
        "id": article.pk,
        "headline": "Ice",
        "body": "<div>\n<p>It melts.</p>\n</div>",
    }
    assert one == {"id": article.pk, "standfirst": "Who enforces it is open."}


def test_a_part_tells_where_it_stands_in_its_series(client):
    parts = make_parts(3)
    series = make_series(*parts)
    publishing.withdraw(parts[0], by=make_editor(), reason="It was wrong.")
    place = {
        **{
            "id": series.pk,
            "headline": "The long thaw",
            "address": f"{SITE}/series/the-long-thaw/",
        },
        **{"number": 2, "count": 2},
    }

    assert ask(client, f"/api/articles/{parts[2].pk}/")["series"] == place
    listed = ask(client, "/api/articles/?fields=series")["articles"]
    assert [article["series"] and article["series"]["number"] for article in listed] == [2, 1]
    assert "series" not in ask(client, "/api/articles/")["articles"][0]
    alone = make_published_article()
    assert ask(client, f"/api/articles/{alone.pk}/")["series"] is None


def test_boxes_and_live_posts_are_told_with_the_article(client):
    read = make_published_article(headline="Read me")
    box = make_box("The strait", body="<p>Nine miles.</p>", articles=[read])
    article = make_live_article(headline="Ice", body=holding(box))
    posts = [make_post(article, f"<p>Post {n}.</p>", by=make_editor()) for n in range(2)]
    page = f"{SITE}{article.get_absolute_url()}"

    with gathering() as keys:
        told = ask(client, f"/api/articles/{article.pk}/")
    [listed, alone] = ask(client, "/api/articles/?fields=boxes,live")["articles"]

    assert {f"boxes.box:{box.pk}", f"list:live:{article.pk}", f"live.post:{posts[0].pk}"} <= keys
    line = {"id": read.pk, "headline": "Read me", "address": f"{SITE}{read.get_absolute_url()}"}
    [facts] = told["boxes"]
    assert facts == {
        **{"id": box.pk, "title": "The strait", "language": "en", "articles": [line]},
        "body": "<div>\n<p>Nine miles.</p>\n</div>",
    }
    assert [post["id"] for post in told["live"]["posts"]] == [posts[1].pk, posts[0].pk]
    newest = told["live"]["posts"][0]
    assert newest["address"] == f"{page}live/{posts[1].pk}/"
    assert "Post 1." in newest["body"]
    assert (newest["key_event"], newest["changed"], newest["picture"]) == (False, None, None)
    assert told["live"]["until"] is None
    assert listed == {"id": article.pk, "boxes": told["boxes"], "live": told["live"]}
    assert alone == {"id": read.pk, "boxes": [], "live": None}
    assert "live" not in ask(client, "/api/articles/")["articles"][0]


def test_a_list_goes_on_by_key_and_keeps_what_was_asked(client):
    section = make_section("Ports")
    rows = [make_published_article(section=section.pk, at=hours_ago(n)) for n in range(45)]
    make_published_article()
    start = f"/api/sections/{section.pk}/articles/?fields=headline&since=2001-01-01"

    pages = [ask(client, start)]
    while pages[-1]["older"]:
        pages.append(ask(client, pages[-1]["older"]))

    told = [article for page in pages for article in page["articles"]]
    assert [article["id"] for article in told] == [row.pk for row in rows]
    assert {frozenset(article) for article in told} == {frozenset({"id", "headline"})}
    assert [len(page["articles"]) for page in pages] == [20, 20, 5]
    assert ask(client, pages[-1]["newer"])["articles"] == pages[1]["articles"]


def test_a_list_can_be_of_days(client):
    section = make_section()
    for day in (1, 2, 3):
        at = datetime(2026, 11, day, 23, 30, tzinfo=UTC)
        make_published_article(headline=f"Day {day}", at=at, tags=["Otters"])
    tag = Tag.objects.get()

    for path in ("articles/", f"sections/{section.pk}/articles/", f"tags/{tag.pk}/articles/"):
        assert headlines(ask(client, f"/api/{path}?since=2026-11-02")) == ["Day 3", "Day 2"]
        assert headlines(ask(client, f"/api/{path}?until=2026-11-02")) == ["Day 2", "Day 1"]
        days = "since=2026-11-02&until=2026-11-02"
        assert headlines(ask(client, f"/api/{path}?{days}")) == ["Day 2"]


def test_tags_and_authors_go_on_by_their_ids(client):
    for number in range(25):
        make_published_article(tags=[f"Tag {number}"], bylines=[make_author(f"Author {number}").pk])

    for kind in ("tags", "authors"):
        first = ask(client, f"/api/{kind}/?fields=name")
        second = ask(client, first["next"])
        ids = [row["id"] for row in first[kind] + second[kind]]
        assert len(set(ids)) == 25
        assert ids == sorted(ids)
        assert second["next"] is None
        assert set(second[kind][0]) == {"id", "name"}


def test_sections_stand_in_the_newspaper_s_order_with_their_parts(client):
    culture = make_section("Culture", position=2)
    stage = make_section("Stage", parent=culture)
    world = make_section("World", position=1)

    told = ask(client, "/api/sections/")["sections"]

    assert [row["id"] for row in told] == [world.pk, culture.pk, stage.pk]
    assert told[2]["part_of"] == culture.pk
    assert told[2]["address"] == f"{SITE}/culture/stage/"
    assert ask(client, f"/api/sections/{stage.pk}/") == told[2]


def test_a_search_finds_what_readers_find(client):
    world, ports = make_section("World"), make_section("Ports")
    make_published_article(headline="A lighthouse", section=world.pk, at=hours_ago(2))
    make_published_article(headline="Two lighthouses", section=ports.pk, at=hours_ago(1))

    told = ask(client, "/api/search/?q=lighthouse&order=newest&fields=headline,excerpt")
    narrowed = ask(client, f"/api/search/?q=lighthouse&section={ports.pk}")

    assert headlines(told) == ["Two lighthouses", "A lighthouse"]
    assert told["count"] == 2
    assert (told["cut"], told["older"], told["newer"]) == (False, None, None)
    assert headlines(narrowed) == ["Two lighthouses"]
    assert "<mark>" in ask(client, "/api/search/?q=dawn")["articles"][0]["excerpt"]
    assert ask(client, "/api/search/")["articles"] == []


def test_a_search_turns_its_pages(client):
    for number in range(25):
        make_published_article(headline=f"Lighthouse {number}")

    first = ask(client, "/api/search/?q=lighthouse&fields=headline")
    second = ask(client, first["older"])

    assert len(set(headlines(first) + headlines(second))) == 25
    assert second["older"] is None
    assert ask(client, second["newer"]) == first


def test_what_is_read_most_is_told_in_order(client):
    rows = [make_published_article(headline=name, at=NOON) for name in ("Third", "First")]
    for article, views in zip(rows, (1, 5), strict=True):
        count_views(article, views, at=NOON)
    with clock.at(NOON):
        rank()

        for path in ("", "day/", "month/", "all/"):
            assert headlines(ask(client, f"/api/popular/{path}")) == ["First", "Third"]


def test_a_page_tells_where_the_same_is_for_programs(client):
    article = make_published_article(tags=["Otters"])
    tag, author = article.tags.get(), article.authors.get()

    for page, there in (
        (article.get_absolute_url(), f"/api/articles/{article.pk}/"),
        ("/world/", f"/api/sections/{article.section_id}/articles/"),
        ("/tags/otters/", f"/api/tags/{tag.pk}/articles/"),
        (author.get_absolute_url(), f"/api/authors/{author.pk}/articles/"),
    ):
        link = f'<link rel="alternate" type="application/json" href="{there}">'
        assert link in client.get(page).content.decode()
