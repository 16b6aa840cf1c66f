"""Our articles on other sites: the card in a frame, and oEmbed, which hands it out."""

import re
from urllib.parse import urlencode

import pytest
from lxml import etree, html

from articles import publishing
from images import uploading
from press.pages.files import CONSTANT
from press.pages.keys import gathering
from tests.factories import make_article, make_editor, make_published_article
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
# As settings.SITE_HOST of the tests: the name by which addresses are known to be ours.


@pytest.fixture(autouse=True)
def own_host(settings):
    settings.SITE_HOST = "testserver"


def ask(client, article, form="json", **wishes):
    query = {"url": f"{SITE}{article.get_absolute_url()}"} | wishes
    return client.get(f"/oembed.{form}?{urlencode(query)}")


def test_other_sites_find_by_the_article_what_to_show(client):
    article = make_published_article(headline='Ships & "ice"')
    page = html.fromstring(client.get(article.get_absolute_url()).content)
    [address] = page.xpath('//link[@type="application/json+oembed"]/@href')

    said = client.get(address.removeprefix(SITE)).json()

    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", 'Ships & "ice"')
    assert (said["provider_name"], said["provider_url"]) == ("The Newspaper", f"{SITE}/")
    assert said["author_name"] == "Ingrid Solheim"
    frame = html.fragment_fromstring(said["html"])
    assert frame.get("src") == f"{SITE}{article.get_absolute_url()}embed/"
    assert frame.get("title") == 'Ships & "ice"'
    assert (int(frame.get("width")), int(frame.get("height"))) == (said["width"], said["height"])


def test_xml_says_the_same(client):
    article = make_published_article(headline="Ships & <ice>")
    answer = ask(client, article, "xml")

    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    said = {each.tag: each.text for each in etree.fromstring(answer.content)}
    assert said == {name: str(value) for name, value in ask(client, article).json().items()}


@pytest.mark.parametrize(("wishes", "width"), [({"maxwidth": 400}, 400), ({"maxwidth": 9999}, 600)])
def test_the_card_keeps_within_the_room_that_there_is(client, wishes, width):
    said = ask(client, make_published_article(), **wishes).json()

    assert said["width"] == width


def test_a_picture_that_is_too_large_for_the_room_is_not_offered(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = upload_of(encode(draw(900, 600)))
    image = uploading.upload(file, by=make_editor(), alt="Ships")
    article = make_published_article(lead_image=image.pk)

    assert ask(client, article).json()["thumbnail_url"] == f"{SITE}{image.file.url}"
    assert "thumbnail_url" not in ask(client, article, maxwidth=400).json()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("url=https://elsewhere.example/2026/11/23/story/", 404),
        (f"url={SITE}/", 404),
        (f"url={SITE}/2026/11/23/nothing/", 404),
        (f"url={SITE}/2026/99/99/nothing/", 404),
        ("url=http://[", 404),
        (f"url={SITE}/&format=xml", 501),
        (f"url={SITE}/&maxwidth=wide", 400),
        (f"url={SITE}/&maxwidth=-1", 400),
    ],
)
def test_what_is_no_article_of_ours_has_its_own_answer(client, query, status):
    assert client.get(f"/oembed.json?{query}").status_code == status


def test_drafts_and_withdrawn_articles_are_offered_to_nobody(client):
    article = make_published_article()
    publishing.withdraw(article, by=make_editor(), reason="It was wrong.")

    assert ask(client, article).status_code == 404
    assert ask(client, make_article()).status_code == 404


def test_an_old_address_is_understood(client):
    article = make_published_article(headline="Ćwiczenie")
    old = ask(client, article).json()
    publishing.change_slug(article, by=make_editor(), slug="another")

    new = ask(client, article).json()

    assert old["title"] == new["title"]
    assert new["html"] != old["html"]


def test_only_the_card_may_be_framed_by_others(client):
    article = make_published_article()
    page = article.get_absolute_url()

    card = client.get(f"{page}embed/")
    assert card.status_code == 200
    policy = card["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    for other in ("/", page, f"{page}comments/"):
        assert "frame-ancestors 'none'" in client.get(other)["Content-Security-Policy"]


def test_nginx_leaves_the_card_to_us_since_its_policy_is_another(client):
    card = client.get(f"{make_published_article().get_absolute_url()}embed/")

    assert not {name.lower() for name in card.headers} - {"content-length"} <= CONSTANT


def test_the_card_shows_the_article_and_leads_to_it(client):
    article = make_published_article(headline="Ships", standfirst="What is new.")
    with gathering() as keys:
        page = client.get(f"{article.get_absolute_url()}embed/").content.decode()

    assert (
        f'<a href="{SITE}{article.get_absolute_url()}" target="_blank" rel="noopener">Ships</a>'
        in page
    )
    assert "What is new." in page
    assert re.search(r'<meta name="robots" content="noindex">', page)
    assert f"articles.article:{article.pk}" in keys


def test_the_card_of_a_withdrawn_article_says_so_and_that_of_a_moved_one_leads_on(client):
    article = make_published_article()
    old = article.get_absolute_url()
    article = publishing.change_slug(article, by=make_editor(), slug="another")
    moved = client.get(f"{old}embed/")
    assert (moved.status_code, moved["Location"]) == (301, f"{article.get_absolute_url()}embed/")

    publishing.withdraw(article, by=make_editor(), reason="It was wrong.")
    gone = client.get(f"{article.get_absolute_url()}embed/")
    assert gone.status_code == 410
    assert "It was wrong." in gone.content.decode()
