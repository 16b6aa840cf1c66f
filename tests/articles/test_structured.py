"""What pages say to programs, read by an independent parser and held against schema.org's words."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import extruct
import pytest

from articles import writing
from articles.content import Content
from images import uploading
from images.tasks import make_renditions
from press import clock
from publication.models import Publication, SocialLink
from tests.comments.facts import make_public_comment
from tests.factories import (
    hours_ago,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db
WORDS = json.loads(
    (Path(__file__).parents[1] / "data" / "schema_org" / "vocabulary.json").read_text()
)
SITE = "http://testserver"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def article(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = upload_of(encode(draw(1500, 1200)))
    image = uploading.upload(
        file, by=make_editor(), alt="Ships", caption="At dawn.", credit="E. Vass"
    )
    make_renditions(image.pk)
    authors = [make_author("Ingrid Solheim").pk, make_author("Mateus Ferraz").pk]
    part = make_section("Arctic", parent=make_section("World"))
    return make_published_article(
        headline='Ships </script><b> & "ice"',
        standfirst="What is new.",
        section=part.pk,
        bylines=authors,
        tags=["Otters", "Ferries"],
        lead_image=image.pk,
        at=AT,
    )


def nodes_of(client, path):
    """The nodes of a page, as a parser that isn't ours reads them."""
    html = client.get(path).content.decode()
    blocks = extruct.extract(html, base_url=f"{SITE}{path}", syntaxes=["json-ld"])["json-ld"]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    return [node for block in blocks for node in block["@graph"]]


def one(nodes, kind):
    [node] = [node for node in nodes if node["@type"] == kind]
    return node


def faults(node):
    """What schema.org doesn't know: types, properties of a type, values of a property."""
    if set(node) == {"@id"}:
        return
    kind = node["@type"]
    if kind not in WORDS:
        yield f"{kind} is no type"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        expected = takes(kind, name.removesuffix("-input"))
        if expected is None:
            yield f"{kind} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from faults(each)
                types = kinds(each["@type"]) if "@type" in each else expected
                if not set(types) & set(expected):
                    yield f"{kind}.{name} can be no {each['@type']}"


def kinds(kind):
    return [kind] + [more for parent in WORDS[kind]["is"] for more in kinds(parent)]


def takes(kind, name):
    """The types that a property may have in a type, or None if it has no such property."""
    return next(
        (WORDS[each]["has"][name] for each in kinds(kind) if name in WORDS[each]["has"]), None
    )


def test_the_check_knows_what_is_wrong():
    assert list(faults({"@type": "NewsArticle", "jobTitle": "x"})) == [
        "NewsArticle has no jobTitle"
    ]
    assert list(faults({"@type": "Newsarticle"})) == ["Newsarticle is no type"]
    wrong = {"@type": "NewsArticle", "author": {"@type": "BreadcrumbList"}}
    assert list(faults(wrong)) == ["NewsArticle.author can be no BreadcrumbList"]
    assert list(faults({"@type": "NewsArticle", "headline": "x"})) == []


def test_every_page_says_only_what_schema_org_knows(client, article):
    publication = Publication.objects.update_or_create(pk=1, defaults={"tagline": "News"})[0]
    SocialLink.objects.create(
        publication=publication, label="Mastodon", address="https://social.example/@us"
    )
    make_public_comment(article)
    for path in [
        "/",
        article.get_absolute_url(),
        "/world/",
        "/tags/otters/",
        "/authors/ingrid-solheim/",
    ]:
        nodes = nodes_of(client, path)
        assert nodes, path
        assert [fault for node in nodes for fault in faults(node)] == [], path


def test_an_article_has_all_that_google_names(client, article):
    with clock.at(AT + timedelta(hours=2)):
        writing.revise(article, Content.of(article), by=make_editor(), substantial=True)
    node = one(nodes_of(client, article.get_absolute_url()), "NewsArticle")

    page = f"{SITE}{article.get_absolute_url()}"
    assert node["headline"] == 'Ships </script><b> & "ice"'
    assert node["datePublished"] == "2026-11-20T09:30:00+00:00"
    assert node["dateModified"] == "2026-11-20T11:30:00+00:00"
    assert [(author["@type"], author["name"], author["url"]) for author in node["author"]] == [
        ("Person", "Ingrid Solheim", f"{SITE}/authors/ingrid-solheim/"),
        ("Person", "Mateus Ferraz", f"{SITE}/authors/mateus-ferraz/"),
    ]
    assert node["mainEntityOfPage"] == page
    shapes = {round(image["width"] / image["height"], 2) for image in node["image"]}
    assert shapes == {1.0, 1.25, 1.5}
    assert all(image["url"].startswith(f"{SITE}/media/") for image in node["image"])
    assert {image["creditText"] for image in node["image"]} == {"E. Vass"}
    assert node["keywords"] == ["Ferries", "Otters"] or node["keywords"] == ["Otters", "Ferries"]
    assert node["articleSection"] == "Arctic"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("sponsored", "AdvertiserContentArticle"),
    ],
)
def test_the_label_of_an_article_is_its_type(client, label, kind):
    article = make_published_article(label=label)

    assert one(nodes_of(client, article.get_absolute_url()), kind)["headline"] == article.headline


def test_the_way_to_an_article(client, article):
    way = one(nodes_of(client, article.get_absolute_url()), "BreadcrumbList")

    steps = [(step["position"], step["name"], step.get("item")) for step in way["itemListElement"]]
    assert steps == [
        (1, "World", f"{SITE}/world/"),
        (2, "Arctic", f"{SITE}/world/arctic/"),
        (3, article.headline, None),
    ]


def test_the_newspaper_and_its_search(client):
    nodes = nodes_of(client, "/")

    site = one(nodes, "WebSite")
    action = site["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"
    assert site["publisher"]["@id"] == one(nodes, "NewsMediaOrganization")["@id"]


def test_an_author_is_a_person_with_a_page(client):
    author = make_author("Ingrid Solheim", role="Correspondent", biography="Writes about ice.")
    make_published_article(bylines=[author.pk])
    person = one(nodes_of(client, "/authors/ingrid-solheim/"), "ProfilePage")["mainEntity"]

    assert (person["@type"], person["name"], person["jobTitle"], person["description"]) == (
        "Person",
        "Ingrid Solheim",
        "Correspondent",
        "Writes about ice.",
    )


def test_replies_belong_to_their_article(client):
    article = make_published_article()
    comment = make_public_comment(article, name="Ida </script>", text="One <b>.")
    nodes = nodes_of(client, article.get_absolute_url())

    node = one(nodes, "Comment")
    assert (node["author"]["name"], node["text"]) == ("Ida </script>", "One <b>.")
    assert node["url"] == f"{SITE}/comments/{comment.pk}/"
    story = one(nodes, "NewsArticle")
    assert node["parentItem"] == {"@id": story["@id"]}
    assert story["commentCount"] == 1


def metas(client, path):
    html = client.get(path).content.decode()
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    return html, dict(found), [value for name, value in found if name == "robots"]


def test_link_previews_and_robots_of_an_article(client, article):
    html, said, robots = metas(client, article.get_absolute_url())

    assert said["og:type"] == "article"
    assert said["twitter:card"] == "summary_large_image"
    assert said["article:section"] == "Arctic"
    assert f'<link rel="canonical" href="{SITE}{article.get_absolute_url()}">' in html
    assert robots == ["max-image-preview:large"]
    assert "hreflang" not in html


def test_an_article_in_another_language_names_it(client):
    article = make_published_article(headline="أخبار", language="ar")
    html, _said, _robots = metas(client, article.get_absolute_url())

    address = f"{SITE}{article.get_absolute_url()}"
    assert f'<link rel="alternate" hreflang="ar" href="{address}">' in html


def test_thin_pages_and_search_want_to_be_in_no_index(client):
    make_section("Empty")
    make_author("Nobody Yet")
    for number in range(3):
        tags = ["Thick", "Thin"] if number == 0 else ["Thick"]
        make_published_article(tags=tags, at=hours_ago(number + 1))

    kept_out = ["/empty/", "/authors/nobody-yet/", "/tags/thin/", "/search/?q=story", "/popular/"]
    for path in kept_out:
        assert "noindex" in metas(client, path)[2], path
    for path in ["/", "/world/", "/authors/ingrid-solheim/", "/tags/thick/"]:
        assert "noindex" not in metas(client, path)[2], path


@pytest.mark.parametrize(
    "path", ["/", "/world/", "/tags/otters/", "/authors/ingrid-solheim/", "/popular/day/"]
)
def test_lists_have_a_preview_and_one_address(client, article, path):
    html, said, _robots = metas(client, path)

    assert said["og:type"] == "website"
    assert said["og:url"] == f"{SITE}{path}"
    assert said["og:title"]
    assert html.count('rel="canonical"') == 1
