"""What readers see of a series: its page, its feeds, and the box on the page of each part."""

import json
import re
from datetime import timedelta

import pytest

from articles import publishing
from articles.reading import article_at
from images import uploading
from press import clock
from press.pages.keys import gathering, key_of
from series import arranging, reading
from tests.factories import make_article, make_editor, make_published_article
from tests.images.pictures import draw, encode, upload_of
from tests.series.facts import make_parts, make_series

pytestmark = pytest.mark.django_db


def page_of(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def block_about(page, word):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return next(json.loads(block) for block in blocks if word in block)


def test_a_part_says_which_it_is_and_leads_to_its_neighbours(client):
    one, two, three = make_parts(3)
    make_series(three, one, two)

    page = page_of(client, one)

    assert "Part 2 of 3" in page
    assert f'href="{three.get_absolute_url()}" rel="prev"' in page
    assert f'href="{two.get_absolute_url()}" rel="next"' in page
    assert 'href="/series/the-long-thaw/"' in page
    node = block_about(page, "CreativeWorkSeries")["@graph"][0]
    assert node["position"] == 2
    assert node["isPartOf"]["name"] == "The long thaw"


def test_only_what_is_public_counts_and_the_clock_decides(client):
    one, two = make_parts(2)
    tomorrow = clock.now() + timedelta(days=1)
    later = make_published_article(headline="Later", at=tomorrow)
    draft = make_article(headline="Draft")
    make_series(later, one, draft, two)

    assert "Part 1 of 2" in page_of(client, one)
    with clock.at(tomorrow):
        assert "Part 2 of 3" in page_of(client, one)
    publishing.withdraw(two, by=make_editor(), reason="Two facts were wrong.")
    page = page_of(client, one)
    assert "Part 1 of 1" in page
    assert "Draft" not in page


def test_the_page_of_a_part_knows_the_keys_of_all_parts():
    one, two = make_parts(2)
    draft = make_article()
    series = make_series(one, two, draft)

    with gathering() as keys:
        reading.place_of(article_at(one.date, one.slug))

    assert {key_of(series), key_of(one), key_of(two), key_of(draft)} <= keys


def test_a_series_costs_the_page_of_an_article_no_query(django_assert_num_queries):
    one, two = make_parts(2)
    make_series(one, two)
    article = article_at(one.date, one.slug)

    with django_assert_num_queries(0):
        place = reading.place_of(article)
        assert (place.number, place.count, place.after) == (1, 2, two)


def test_a_preview_of_a_draft_says_which_part_it_will_be(admin_client):
    [one] = make_parts(1)
    draft = make_article()
    make_series(one, draft)

    page = admin_client.get(draft.get_absolute_url()).content.decode()

    assert "Part 2 of 2" in page


def test_the_page_of_a_series_goes_on_in_the_editors_order(client, monkeypatch):
    monkeypatch.setattr(reading, "PAGE_SIZE", 2)
    parts = make_parts(5)
    make_series(*reversed(parts))

    first = client.get("/series/the-long-thaw/").content.decode()
    second = client.get(f"/series/the-long-thaw/?after={parts[3].pk}").content.decode()
    back = client.get(f"/series/the-long-thaw/?before={parts[2].pk}").content.decode()

    titles = re.compile(r'<h2 class="tease__title">\s*<a href="[^"]*">(Part \d)')
    assert titles.findall(first) == ["Part 5", "Part 4"]
    assert f'href="?after={parts[3].pk}" rel="next"' in first
    assert titles.findall(second) == ["Part 3", "Part 2"]
    assert titles.findall(back) == ["Part 5", "Part 4"]
    assert client.get("/series/the-long-thaw/?after=99999999").status_code == 404
    assert client.get("/series/the-long-thaw/?before=x").status_code == 404


def test_the_page_of_a_series_asks_little(client, django_assert_max_num_queries):
    make_series(*make_parts(5))

    with django_assert_max_num_queries(8 + 2):  # With the news and the newspaper itself.
        client.get("/series/the-long-thaw/")


def test_nobody_knows_of_a_series_before_its_first_part(client):
    draft = make_article()
    series = make_series(draft, headline="A secret inquiry")
    known = [
        "/series/a-secret-inquiry/",
        "/series/a-secret-inquiry/feed/",
        f"/api/series/{series.pk}/",
    ]

    assert {client.get(address).status_code for address in known} == {404}
    assert "a-secret-inquiry" not in client.get("/sitemap-pages.xml").content.decode()

    publishing.publish(draft, by=make_editor())

    assert {client.get(address).status_code for address in known} == {200}
    assert "/series/a-secret-inquiry/" in client.get("/sitemap-pages.xml").content.decode()


def test_the_feeds_of_a_series_follow_it_to_another_address(client):
    one, two = make_parts(2)
    series = make_series(two, one)
    series.slug = "ice"
    arranging.describe(series, by=make_editor())

    feed = client.get("/series/the-long-thaw/feed.json", follow=True)

    assert feed.redirect_chain == [("/series/ice/feed.json", 301)]
    assert [item["title"] for item in feed.json()["items"]] == ["Part 2", "Part 1"]
    assert "The long thaw · " in client.get("/series/ice/feed/").content.decode()
    assert client.get("/series/the-long-thaw/").headers["Location"] == "/series/ice/"


def test_programs_get_the_parts_in_their_order(client, django_assert_max_num_queries):
    one, two = make_parts(2)
    series = make_series(two, one, make_article(), standfirst="From the ice.")

    with django_assert_max_num_queries(5):
        told = client.get(f"/api/series/{series.pk}/").json()

    assert told["standfirst"] == "From the ice."
    assert [part["headline"] for part in told["parts"]] == ["Part 2", "Part 1"]
    assert client.get("/api/series/").json()["series"] == [told]


def test_other_sites_show_the_picture_of_a_series(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    series = make_series(*make_parts(1))
    page = client.get(series.get_absolute_url()).content.decode()
    assert 'property="og:image" content="http://testserver/icon-512.png"' in page

    file = upload_of(encode(draw(900, 600)))
    series.picture = uploading.upload(file, by=make_editor(), alt="A quay")
    arranging.describe(series, by=make_editor())

    page = client.get(series.get_absolute_url()).content.decode()
    assert f'content="http://testserver{series.picture.file.url}"' in page
    assert 'property="og:image:alt" content="A quay"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
