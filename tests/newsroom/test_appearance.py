"""Icons, the web manifest and the search of browsers: all from what the desk says once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree, html
from PIL import Image

from press.pages.keys import gathering
from publication.models import Publication
from tests.factories import make_administrator
from tests.images.pictures import BLUE, RED, draw, encode, is_near, opened

pytestmark = pytest.mark.django_db
PAPER = (255, 254, 251)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def save(client):
    """Save the newspaper's form at the desk with one file; returns the answer."""
    client.force_login(make_administrator())
    pk = Publication.objects.current().pk
    always = {"name": "The Meridian", "language": "en", "time_zone": "Europe/London"}
    for inline in ("menu_lines", "social_links"):
        always |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}

    def _save(field, width, height):
        file = SimpleUploadedFile("sign.png", encode(draw(width, height), "PNG"))
        path = f"/desk/publication/publication/{pk}/change/"
        return client.post(path, always | {field: file})

    return _save


def picture(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return opened(answer.content).convert("RGB")


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("/icon-192.png", 192),
        ("/icon-512.png", 512),
        ("/icon-maskable-192.png", 192),
        ("/icon-maskable-512.png", 512),
        ("/apple-touch-icon.png", 180),
    ],
)
def test_every_size_is_made_of_the_one_picture(client, save, path, side):
    assert save("icon", 700, 700).status_code == 302
    made = picture(client, path)

    assert made.size == (side, side)
    assert is_near(made.getpixel((side // 3, side // 2)), RED)
    assert is_near(made.getpixel((2 * side // 3, side // 2)), BLUE)


def test_a_telephone_can_cut_a_maskable_icon_to_a_circle(client, save):
    save("icon", 700, 700)
    made = picture(client, "/icon-maskable-512.png")

    # The corner of the sign lies within the circle that no telephone cuts.
    sign = [
        (x, y)
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if not is_near(made.getpixel((x, y)), PAPER)
    ]
    assert max(((x - 256) ** 2 + (y - 256) ** 2) ** 0.5 for x, y in sign) <= 0.44 * 512


def test_the_favicon_has_the_sizes_of_tabs(client, save):
    save("icon", 700, 700)
    answer = client.get("/favicon.ico")

    with Image.open(BytesIO(answer.content)) as ico:
        assert ico.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_a_wide_logo_stands_whole_on_paper_where_there_is_no_icon(client, save):
    save("logo", 600, 200)
    made = picture(client, "/icon-512.png")

    assert is_near(made.getpixel((256, 20)), PAPER)
    assert is_near(made.getpixel((60, 256)), RED)
    assert is_near(made.getpixel((450, 256)), BLUE)


def test_without_any_picture_it_is_a_small_front_page(client):
    made = picture(client, "/icon-512.png")

    assert is_near(made.getpixel((140, 350)), (163, 22, 28))


@pytest.mark.parametrize(
    ("width", "height", "sentence"),
    [(700, 500, "700 pixels wide and 500 tall"), (300, 300, "300 pixels wide")],
)
def test_a_picture_that_makes_no_icon_is_refused_in_a_sentence(save, width, height, sentence):
    answer = save("icon", width, height)

    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["errors"][0])


def test_a_new_icon_is_a_fact_of_the_newspaper_like_its_name(client, save):
    with gathering() as keys:
        client.get("/icon-192.png")

    assert "publication.publication:1" in keys


def test_a_telephone_can_keep_the_newspaper_among_its_apps(client, save):
    save("icon", 700, 700)
    answer = client.get("/site.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["lang"], said["dir"]) == ("The Meridian", "en", "ltr")
    assert {(each["sizes"], each["purpose"]) for each in said["icons"]} == {
        *(("192x192", purpose) for purpose in ("any", "maskable")),
        *(("512x512", purpose) for purpose in ("any", "maskable")),
    }
    for each in said["icons"]:
        side = int(each["sizes"].partition("x")[0])
        assert picture(client, each["src"]).size == (side, side)


def test_a_browser_can_search_here(client):
    Publication.objects.update_or_create(pk=1, defaults={"name": "The Very Long Meridian & Co"})
    answer = client.get("/opensearch.xml")

    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    names = {"os": "http://a9.com/-/spec/opensearch/1.1/"}
    tree = etree.fromstring(answer.content)
    assert len(tree.findtext("os:ShortName", namespaces=names)) <= 16
    [url] = tree.findall("os:Url[@type='text/html']", names)
    assert url.get("template") == "http://testserver/search/?q={searchTerms}"


def test_every_page_leads_to_them_and_its_policy_lets_the_browser_follow(client):
    answer = client.get("/")
    page = html.fromstring(answer.content)

    for rel in ("icon", "apple-touch-icon", "manifest", "search"):
        for path in page.xpath(f"//link[@rel='{rel}']/@href"):
            assert path.startswith("/static/") or client.get(path).status_code == 200
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]
