"""Feeds, as independent feed readers understand them."""

import re
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime

import feedparser
import pytest
from django.core.exceptions import ValidationError

from articles import publishing, sections
from articles.models import Section
from images import uploading
from press.pages.keys import gathering
from publication.models import Publication
from tests.factories import (
    hours_ago,
    make_administrator,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db
BODY = (
    '<p>It came <a href="/about/">before</a> dawn<span class="note">Says '
    '<a href="https://elsewhere.example/?a=1&amp;b=2">one</a>.</span>.</p>'
)


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = upload_of(encode(draw(900, 600)))
    return uploading.upload(file, by=make_editor(), alt="Cranes & ships", credit="Elin Vass")


@pytest.fixture
def article(picture):
    world = make_section("World")
    authors = [make_author("Ingrid Solheim").pk, make_author("Mateus Ferraz").pk]
    return make_published_article(
        headline="Ships & <ice>",
        standfirst="What is new.",
        body=f'{BODY}<figure data-image-id="{picture.pk}"></figure>',
        section=make_section("Arctic", parent=world).pk,
        bylines=authors,
        tags=["Otters"],
        lead_image=picture.pk,
        at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    )


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_a_feed_reader_gets_the_whole_article(client, article, picture):
    [entry] = read(client, "/feed/").entries

    page = f"http://testserver{article.get_absolute_url()}"
    assert entry.title == "Ships & <ice>"
    assert entry.link == page
    assert entry.published_parsed[:5] == (2026, 11, 20, 9, 30)
    assert [author.name for author in entry.authors] == ["Ingrid Solheim", "Mateus Ferraz"]
    assert [tag.term for tag in entry.tags] == ["Arctic", "Otters"]
    assert entry.summary == "What is new."
    assert entry.comments == f"{page}#replies"
    assert entry.wfw_commentrss == f"{page}comments/feed/"
    [content] = entry.content
    assert "It came" in content.value
    [media] = entry.media_content
    image = f"http://testserver{picture.file.url}"
    assert (media["url"], media["medium"], media["width"]) == (image, "image", "900")
    assert [(file.href, file.type) for file in entry.enclosures] == [(image, "image/jpeg")]


def test_every_address_in_a_text_is_whole(client, article):
    [item] = client.get("/feed.json").json()["items"]

    page = f"http://testserver{article.get_absolute_url()}"
    addresses = re.findall(r'(?:href|src)="([^"]*)"', item["content_html"])
    assert "http://testserver/about/" in addresses
    assert f"{page}#note-1" in addresses
    assert "https://elsewhere.example/?a=1&amp;b=2" in addresses
    assert all(address.startswith(("http://", "https://")) for address in addresses)


def test_the_channel_says_what_it_is(client, article):
    Publication.objects.update_or_create(
        pk=1, defaults={"name": "The Meridian", "tagline": "News", "language": "de"}
    )
    feed = read(client, "/world/arctic/feed/").feed

    assert feed.title == "Arctic · The Meridian"
    assert feed.link == "http://testserver/world/arctic/"
    assert feed.language == "de"
    assert feed.ttl == "60"
    links = {link.rel: link.href for link in feed.links}
    assert links["self"] == "http://testserver/world/arctic/feed/"


@pytest.mark.parametrize(
    "page",
    ["/", "/world/", "/world/arctic/", "/tags/otters/", "/authors/ingrid-solheim/"],
)
def test_each_list_has_both_feeds_and_its_page_leads_to_them(client, article, page):
    html = client.get(page).content.decode()

    assert 'type="application/rss+xml" title="' in html
    assert f'href="{page}feed/"' in html
    assert f'href="{page}feed.json"' in html
    assert [entry.id for entry in read(client, f"{page}feed/").entries] == [
        item["id"] for item in client.get(f"{page}feed.json").json()["items"]
    ]


def test_json_feed_has_what_its_version_asks_for(client, article):
    answer = client.get("/feed.json")
    said = answer.json()

    assert answer["Content-Type"].startswith("application/feed+json")
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert said["feed_url"] == "http://testserver/feed.json"
    [item] = said["items"]
    assert item["url"] == f"http://testserver{article.get_absolute_url()}"
    assert item["date_published"] == "2026-11-20T09:30:00+00:00"
    assert item["authors"][0] == {
        "name": "Ingrid Solheim",
        "url": "http://testserver/authors/ingrid-solheim/",
    }
    assert item["tags"] == ["Arctic", "Otters"]


def test_an_entry_keeps_its_name_when_its_address_changes(client, article):
    [before] = read(client, "/feed/").entries
    publishing.change_slug(article, by=make_editor(), slug="another")
    [after] = read(client, "/feed/").entries

    assert before.id == after.id
    assert before.link != after.link


def test_an_empty_feed_is_the_same_bytes_each_time(client):
    make_section("World")

    assert client.get("/world/feed/").content == client.get("/world/feed/").content
    assert read(client, "/world/feed/").entries == []
    assert client.get("/world/feed.json").json()["items"] == []


def test_signs_that_xml_cannot_hold_break_no_feed(client):
    make_published_article(headline="A form feed \x0c and a bell \x07", body="<p>\x0b ]]&gt;</p>")

    [entry] = read(client, "/feed/").entries

    assert entry.title.startswith("A form feed")


def test_an_article_in_another_language_says_so(client):
    make_published_article(headline="أخبار", body="<p>نص</p>", language="ar")

    [item] = client.get("/feed.json").json()["items"]

    assert item["language"] == "ar"
    assert item["content_html"].startswith('<div lang="ar" dir="rtl">')


def test_only_what_is_public_is_in_a_feed_and_the_newest_stands_first(client):
    make_published_article(headline="Old", at=hours_ago(3))
    make_published_article(headline="New", at=hours_ago(1))
    hidden = make_published_article(headline="Hidden")
    publishing.withdraw(hidden, by=make_editor(), reason="It was wrong.")

    assert [entry.title for entry in read(client, "/feed/").entries] == ["New", "Old"]


def test_a_feed_costs_the_same_with_three_and_with_thirty_articles(
    client, picture, django_assert_num_queries
):
    def fill(number):
        for _ in range(number):
            make_published_article(
                tags=["Otters"],
                lead_image=picture.pk,
                body=f'{BODY}<figure data-image-id="{picture.pk}"></figure>'
                '<div data-embed-url="https://vimeo.com/12345678">A film.</div>',
            )

    fill(3)
    with django_assert_num_queries(8):
        client.get("/world/feed/")
    fill(27)
    with django_assert_num_queries(8):
        client.get("/world/feed/")


def test_a_feed_shows_the_keys_of_its_list_and_of_all_that_it_holds(client, article, picture):
    with gathering() as keys:
        client.get("/world/feed/")

    world = Section.objects.get(slug="world")
    assert {
        f"list:section:{world.pk}",
        f"articles.article:{article.pk}",
        f"images.image:{picture.pk}",
        f"tags.tag:{article.tags.get().pk}",
        "publication.publication:1",
    } <= keys


def test_a_feed_leads_on_when_its_section_has_another_address(client, article):
    section = Section.objects.get(slug="world")
    section.slug = "abroad"
    sections.arrange(section, by=make_administrator())

    for old, new in [
        ("/world/feed/", "/abroad/feed/"),
        ("/world/arctic/feed.json", "/abroad/arctic/feed.json"),
    ]:
        moved = client.get(old)
        assert (moved.status_code, moved["Location"]) == (301, new)


def test_no_part_of_a_section_can_take_the_address_of_a_feed():
    part = Section(name="Feed", slug="feed", parent=make_section("World"))

    with pytest.raises(ValidationError, match="feed"):
        sections.check(part)


@pytest.mark.parametrize("path", ["/nowhere/feed/", "/tags/nothing/feed/", "/search/feed.json"])
def test_what_is_no_list_has_no_feed(client, path):
    assert client.get(path).status_code == 404


def test_readers_are_told_of_the_hub_when_there_is_one(client, article, settings):
    assert "hub" not in {link.rel for link in read(client, "/feed/").feed.links}
    settings.WEBSUB_HUB = "https://hub.example/"

    links = {link.rel: link.href for link in read(client, "/feed/").feed.links}

    assert links["hub"] == "https://hub.example/"
    answer = client.get("/feed.json")
    assert answer["Link"] == (
        '<https://hub.example/>; rel="hub", <http://testserver/feed.json>; rel="self"'
    )
    hubs = answer.json()["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example/"}]


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat isn't installed.")
def test_newsboat_reads_the_feed_without_complaint(client, article, tmp_path):
    (tmp_path / "feed.xml").write_bytes(client.get("/feed/").content)
    (tmp_path / "urls").write_text(f"file://{tmp_path}/feed.xml\n")
    (tmp_path / "config").write_text("")
    files = {"-u": "urls", "-c": "cache.db", "-C": "config", "-d": "log"}
    options = [word for name, file in files.items() for word in (name, str(tmp_path / file))]

    subprocess.run(["newsboat", *options, "-l", "2", "-x", "reload"], check=True, timeout=60)

    rows = sqlite3.connect(tmp_path / "cache.db").execute(
        "SELECT title, author, content FROM rss_item"
    )
    [(title, author, content)] = rows.fetchall()
    assert title == "Ships & <ice>"
    assert author == "Mateus Ferraz"  # It shows the last of several.
    assert "It came" in content
    log = (tmp_path / "log").read_text() if (tmp_path / "log").exists() else ""
    assert "error" not in log.lower()
