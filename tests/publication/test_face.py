"""The newspaper's own face: what the operator saves, readers see on the next page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from press.history.models import Entry
from publication.models import Publication
from tests.factories import make_administrator, make_published_article
from tests.images.pictures import draw, encode, opened

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def save(client):
    """Save the newspaper's form at the desk: `save(accent="#1d6638")`; returns the answer."""
    client.force_login(make_administrator())
    pk = Publication.objects.current().pk
    always = {"name": "The Meridian", "language": "en", "time_zone": "Europe/London"}
    for inline in ("menu_lines", "social_links"):
        always |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}

    def _save(**facts):
        return client.post(f"/desk/publication/publication/{pk}/change/", always | facts)

    return _save


def stylesheets(page):
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)


def test_name_tagline_and_social_links_are_on_the_next_page(client, save):
    save(
        **{"name": "The Other Meridian", "tagline": "Since this morning"},
        **{"social_links-TOTAL_FORMS": "1", "social_links-0-label": "Mastodon"},
        **{
            "social_links-0-address": "https://mastodon.example/@meridian",
            "social_links-0-position": "0",
        },
    )

    page = client.get("/").content.decode()

    assert "The Other Meridian" in page
    assert "Since this morning" in page
    assert '<a href="https://mastodon.example/@meridian" rel="me noopener">Mastodon</a>' in page


def test_a_social_link_that_would_run_a_script_is_refused(save):
    answer = save(
        **{"social_links-TOTAL_FORMS": "1", "social_links-0-label": "Here"},
        **{"social_links-0-address": "http://example.org/", "social_links-0-position": "0"},
    )

    assert "An address starts with https://." in answer.content.decode()


def test_a_logo_stands_for_the_name_with_its_size_and_without_what_the_file_told(
    client, save, media
):
    exif = draw(600, 100, "RGBA").getexif()
    exif[0x010E] = "secret"
    picture = draw(600, 100, "RGBA")
    picture.putalpha(128)
    save(logo=SimpleUploadedFile("a b.png", encode(picture, "PNG", exif=exif)))

    page = client.get("/").content.decode()

    [tag] = re.findall(r'<img class="logo"[^>]+>', page)[:1]
    assert 'width="600" height="100" alt="The Meridian"' in tag
    name = re.search(r'src="/media/(paper/[0-9a-f]{20}\.webp)"', tag)[1]
    data = (media / name).read_bytes()
    assert b"secret" not in data
    assert opened(data).mode == "RGBA"
    assert opened(data).getpixel((10, 10))[3] == 128


def test_a_large_logo_is_made_small_and_a_second_one_is_for_dark_paper(client, save):
    save(
        logo=SimpleUploadedFile("l.png", encode(draw(4000, 1000), "PNG")),
        dark_logo=SimpleUploadedFile("d.png", encode(draw(300, 100), "PNG")),
    )

    page = client.get("/").content.decode()

    assert 'class="logo logo--light"' in page
    assert 'class="logo logo--dark"' in page
    assert 'width="864" height="216"' in page


def test_a_logo_can_be_taken_away_again(client, save):
    save(logo=SimpleUploadedFile("l.png", encode(draw(), "PNG")))
    save(**{"logo-clear": "on"})

    assert 'class="logo' not in client.get("/").content.decode()


def test_a_drawing_is_refused_with_a_sentence_that_says_what_to_upload(save):
    answer = save(logo=SimpleUploadedFile("logo.svg", SVG, "image/svg+xml"))

    assert "export the drawing as PNG" in answer.content.decode()
    assert not Publication.objects.current().logo


@pytest.mark.parametrize("accent", ["", "#1d6638"])
def test_pages_have_exactly_one_stylesheet_with_and_without_an_accent(client, save, accent):
    save(accent=accent)
    article = make_published_article()

    for address in ("/", article.get_absolute_url(), "/no-such-page/"):
        assert len(stylesheets(client.get(address).content.decode())) == 1


def test_an_accent_reaches_readers_in_a_stylesheet_that_may_be_kept_for_ever(
    client, save, django_assert_num_queries
):
    save(accent="#1D6638")
    [address] = stylesheets(client.get("/").content.decode())

    with django_assert_num_queries(0):
        answer = client.get(address)

    sheet = answer.content.decode()
    assert re.fullmatch(r"/styles/[0-9a-f]{12}-1d6638\.css", address)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert sheet.startswith("@layer reset, tokens, base")
    assert "--accent: light-dark(#1d6638, #" in sheet.rpartition("@layer tokens")[2]
    assert 'url("/static/fonts/serif-latin.woff2")' in sheet
    assert not answer.cookies


def test_another_accent_has_another_address_and_none_the_house_s_own(client, save):
    addresses = set()
    for accent in ("#1d6638", "#123456", ""):
        save(accent=accent)
        addresses |= set(stylesheets(client.get("/").content.decode()))

    assert len(addresses) == 3
    assert "/static/css/paper.css" in addresses


def test_a_page_from_before_an_update_still_gets_a_stylesheet_but_none_to_keep(client):
    answer = client.get("/styles/0123456789ab-1d6638.css")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"
    assert "#1d6638" in answer.content.decode()


@pytest.mark.parametrize("name", ["0123456789ab-ffff00.css", "0123456789ab-1d663.css", "x.css"])
def test_a_stylesheet_in_a_colour_that_nobody_can_choose_is_not_found(client, name):
    assert client.get(f"/styles/{name}").status_code == 404


def test_an_accent_that_cant_be_read_is_refused_at_its_field_and_nothing_is_saved(save):
    page = save(accent="#ffcc00", name="Lost").content.decode()

    assert "at least 4.5 to 1 is needed" in page
    assert Publication.objects.current().name != "Lost"


def test_networks_are_kept_in_the_order_in_which_they_were_chosen_each_once(save):
    save(share_first_0="x", share_first_1="", share_first_2="mail", share_first_3="x")

    assert Publication.objects.current().share_first == ["x", "mail"]


def test_saving_touches_every_page_and_leaves_an_entry(save):
    with CaptureQueriesContext(connection) as queries:
        save(accent="#1d6638")

    publication = Publication.objects.current()
    assert any(
        "pg_notify" in query["sql"] and "publication.publication:1" in query["sql"]
        for query in queries.captured_queries
    )
    assert Entry.objects.about(publication).get().detail["fields"]


def test_styles_is_no_address_for_a_section_or_page(client, save):
    answer = client.post("/desk/publication/standingpage/add/", {"title": "S", "slug": "styles"})

    assert "needed by the site itself" in answer.content.decode()
