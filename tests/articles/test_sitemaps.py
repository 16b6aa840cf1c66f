"""Sitemaps: valid, complete, right about their moments, and bounded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from articles import publishing, sections, writing
from articles.content import Content
from articles.models import Article, Month
from articles.sitemaps import files
from images import uploading
from press import clock
from press.clock.models import Moment
from press.pages.keys import gathering
from publication.models import StandingPage
from tests.factories import (
    NOON,
    hours_ago,
    make_administrator,
    make_article,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[1] / "data" / "sitemaps"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
OCTOBER = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)


def read(client, path, schema="all.xsd"):
    """The parsed file, which is valid by its schema."""
    answer = client.get(path)
    assert answer.status_code == 200
    tree = etree.fromstring(answer.content)
    etree.XMLSchema(file=SCHEMAS / schema).assertValid(tree)
    return tree


def texts(tree, path):
    return [each.text for each in tree.findall(path, NAMES)]


def files_of(client):
    """What the index says: the end of each address, and its moment."""
    tree = read(client, "/sitemap.xml", "siteindex.xsd")
    rows = tree.findall("map:sitemap", NAMES)
    site = "http://testserver"
    return {
        row.findtext("map:loc", namespaces=NAMES).removeprefix(site): row.findtext(
            "map:lastmod", namespaces=NAMES
        )
        for row in rows
    }


def addresses(client, path):
    return texts(read(client, path), ".//map:loc")


def test_the_index_leads_to_every_public_page(client):
    world = make_section("World")
    part = make_section("Arctic", parent=world)
    StandingPage.objects.create(title="About", slug="about", changed_at=NOON)
    make_author("Nobody Yet")
    articles = [
        make_published_article(section=part.pk, at=OCTOBER),
        make_published_article(section=world.pk, at=OCTOBER - timedelta(days=40)),
    ]
    make_article()

    found = files_of(client)
    assert list(found) == [
        "/sitemap-pages.xml",
        "/sitemap-2026-10.xml",
        "/sitemap-2026-08.xml",
    ]
    all_addresses = {each for path in found for each in addresses(client, path)}
    assert all_addresses == {
        f"http://testserver{path}"
        for path in [
            "/",
            *("/world/", "/world/arctic/", "/about/", "/authors/ingrid-solheim/"),
            *(article.get_absolute_url() for article in articles),
        ]
    }


def test_each_address_says_when_it_changed_and_which_picture_it_has(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = uploading.upload(upload_of(encode(draw(900, 600))), by=make_editor(), alt="Ships")
    article = make_published_article(lead_image=image.pk, at=OCTOBER)
    with clock.at(OCTOBER + timedelta(hours=5)):
        writing.revise(article, Content.of(article), by=make_editor(), substantial=True)
    with gathering() as keys:
        tree = read(client, "/sitemap-2026-10.xml")

    assert texts(tree, ".//map:lastmod") == ["2026-10-05T17:00:00+00:00"]
    assert texts(tree, ".//image:loc") == [f"http://testserver{image.file.url}"]
    assert {"list:date:2026-10", f"images.image:{image.pk}"} <= keys


def test_the_index_says_when_a_file_changed(client):
    article = make_published_article(at=OCTOBER)
    assert files_of(client)["/sitemap-2026-10.xml"] == "2026-10-05T12:00:00+00:00"

    with clock.at(OCTOBER + timedelta(hours=5)):
        writing.revise(article, Content.of(article), by=make_editor())
    assert files_of(client)["/sitemap-2026-10.xml"] == "2026-10-05T12:00:00+00:00"

    with clock.at(OCTOBER + timedelta(days=1)):
        publishing.change_slug(article, by=make_editor(), slug="another")
    assert files_of(client)["/sitemap-2026-10.xml"] == "2026-10-06T12:00:00+00:00"


def test_a_scheduled_article_enters_at_its_moment_and_the_index_says_so(client):
    at = clock.now() + timedelta(days=2)
    article = make_published_article(at=at)
    file = f"/sitemap-{article.date:%Y-%m}.xml"

    assert file not in files_of(client)
    assert client.get(file).status_code == 404
    with clock.at(at + timedelta(minutes=1)):
        assert datetime.fromisoformat(files_of(client)[file]) == at
        assert len(addresses(client, file)) == 1


def test_months_keep_their_number_whatever_becomes_of_an_article(client):
    def kept():
        return {f"{row.month:%Y-%m}": row.articles for row in Month.objects.filter(articles__gt=0)}

    editor = make_editor()
    first = make_published_article(at=OCTOBER)
    make_published_article(at=OCTOBER)
    assert kept() == {"2026-10": 2}
    first = publishing.withdraw(first, by=editor, reason="It was wrong.")
    assert kept() == {"2026-10": 1}
    first = publishing.restore(first, by=editor)
    assert kept() == {"2026-10": 2}
    with clock.at(OCTOBER):
        later = publishing.publish(make_article(), by=editor, at=OCTOBER + timedelta(days=3))
        assert kept() == {"2026-10": 3}
        later = publishing.reschedule(later, by=editor, at=OCTOBER + timedelta(days=33))
        assert kept() == {"2026-10": 2, "2026-11": 1}
        publishing.unschedule(later, by=editor)
    assert kept() == {"2026-10": 2}
    Article.objects.filter(status="published").update(status="draft", published_at=None, date=None)
    assert kept() == {}


def test_a_long_month_has_several_files(client, monkeypatch):
    monkeypatch.setattr(files, "MANY", 2)
    for number in range(5):
        make_published_article(headline=f"Story {number}", at=OCTOBER)

    found = [path for path in files_of(client) if "2026-10" in path]

    assert found == ["/sitemap-2026-10.xml", "/sitemap-2026-10-2.xml", "/sitemap-2026-10-3.xml"]
    listed = [each for path in found for each in addresses(client, path)]
    assert len(listed) == len(set(listed)) == 5
    assert client.get("/sitemap-2026-10-4.xml").status_code == 404


def test_the_news_of_48_hours(client):
    make_published_article(headline="Old news", at=hours_ago(49))
    article = make_published_article(headline="Ships & <ice>", language="de", at=hours_ago(47))
    make_published_article(headline="Paid for", label="sponsored", at=hours_ago(1))

    tree = read(client, "/news-sitemap.xml")

    assert texts(tree, ".//map:loc") == [f"http://testserver{article.get_absolute_url()}"]
    assert texts(tree, ".//news:title") == ["Ships & <ice>"]
    assert texts(tree, ".//news:language") == ["de"]
    assert texts(tree, ".//news:name") == ["The Newspaper"]


def test_the_clock_takes_old_news_out_of_the_finished_page(client):
    article = make_published_article(at=hours_ago(1))
    with gathering() as keys:
        client.get("/news-sitemap.xml")

    moment = Moment.objects.get(name=f"old news {article.pk}")
    assert moment.due_at == article.published_at + timedelta(hours=48)
    assert set(moment.keys) <= keys
    publishing.withdraw(article, by=make_editor(), reason="It was wrong.")
    assert not Moment.objects.filter(pk=moment.pk).exists()


def test_what_is_old_when_it_comes_in_waits_for_nothing():
    article = make_published_article(at=hours_ago(60))
    with clock.at(hours_ago(0)):
        writing.revise(article, Content.of(article), by=make_editor())

    assert not Moment.objects.filter(name=f"old news {article.pk}").exists()


def test_files_cost_few_queries_however_much_they_hold(client, django_assert_num_queries):
    for number in range(3):
        make_published_article(at=OCTOBER - timedelta(days=31 * number))
    make_published_article()
    for path, queries in {
        "/sitemap.xml": 3,
        "/sitemap-pages.xml": 6,
        "/sitemap-2026-10.xml": 3,
        "/news-sitemap.xml": 3,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_a_section_that_moves_moves_in_the_file_of_fixed_pages(client):
    section = make_section("World")
    with gathering() as keys:
        assert "http://testserver/world/" in addresses(client, "/sitemap-pages.xml")
    section.slug = "abroad"
    sections.arrange(section, by=make_administrator())

    assert "list:sections" in keys
    assert "http://testserver/abroad/" in addresses(client, "/sitemap-pages.xml")


@pytest.mark.parametrize("path", ["/sitemap-2026-13.xml", "/sitemap-1990-01.xml"])
def test_a_month_without_articles_has_no_file(client, path):
    assert client.get(path).status_code == 404
