"""Receipts: the site looks as a reader whether what was published is live, and says where not."""

import http.server
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from articles import correcting, publishing, writing
from articles.content import Content
from articles.correcting import Amends
from articles.models import Author, Section
from press import clock
from press.mail.models import Message
from press.pages import receipts
from press.pages.keys import key_of
from press.pages.making import Answer
from press.pages.models import Receipt
from series import arranging
from series.models import Series
from tags.models import Tag
from tests.articles.facts import make_correction
from tests.factories import make_author_login, make_editor, make_published_article, make_section
from tests.newsroom.processes import ROOT, run

from .servers import address_of, servers

CHECK = """
import sys, django
django.setup()
from press.pages import receipts
receipts.check(int(sys.argv[1]))
"""


def newest(article):
    return Receipt.objects.of(key_of(article)).first()


@pytest.mark.django_db
def test_every_public_place_that_shows_an_article_is_on_its_receipt():
    culture, _ = make_section("Culture"), make_section("World")
    editor, article = make_editor(), make_published_article(tags=["otters"])
    series = Series(headline="Rivers", slug="rivers")
    arranging.describe(series, by=editor)
    arranging.place(article, by=editor, series=series, number=None)
    content = replace(Content.of(article), section=culture.pk)
    writing.revise(article, content, by=editor)

    paths = {place["path"] for place in newest(article).places}

    day = f"{article.date:/%Y/%m/%d/}"
    pages = {"/world/", "/culture/", "/tags/otters/", "/authors/ingrid-solheim/", "/series/rivers/"}
    author, tag = Author.objects.get().pk, Tag.objects.get().pk
    sections = [f"sections/{pk}" for pk in Section.objects.values_list("pk", flat=True)]
    in_api = [f"{row}/articles/" for row in (*sections, f"tags/{tag}", f"authors/{author}")]
    in_api += ["articles/", f"articles/{article.pk}/", f"series/{series.pk}/"]
    assert paths == (
        {"/", "/feed/", "/feed.json", "/news-sitemap.xml", f"/sitemap-{article.date:%Y-%m}.xml"}
        | pages
        | {page + feed for page in pages for feed in ("feed/", "feed.json")}
        | {f"/api/{address}" for address in in_api}
        | {article.get_absolute_url(), f"{article.get_absolute_url()}embed/"}
        | {day, day[:9], day[:6]}
    )


@pytest.mark.django_db
def test_the_pages_of_corrections_are_on_the_receipts_of_all_that_is_done_with_one():
    correction, editor = make_correction(), make_editor()
    article, page = correction.article, correction.get_absolute_url()

    correcting.edit(correction, Amends("correction", "It was six."), by=editor)
    edited = newest(article)
    correcting.remove(correction, by=editor, reason="It was five.")

    for receipt in (Receipt.objects.of(key_of(article))[2], edited, newest(article)):
        paths = {place["path"] for place in receipt.places}
        assert {"/corrections/", "/corrections/feed/", page, "/feed/"} <= paths


@pytest.mark.django_db(transaction=True)
def test_what_was_published_and_withdrawn_is_live_everywhere():
    database = address_of(connection.get_connection_params())
    with servers(database, 1, SITE_URL="http://127.0.0.1:{port}") as [server]:
        article = make_published_article()
        server.ask("/"), server.ask(article.get_absolute_url())
        _check(database, server.port, article)
        published = newest(article)
        publishing.withdraw(article, by=make_editor(), reason="It was wrong.")
        _check(database, server.port, article)
        withdrawn = newest(article)

    assert published.state == withdrawn.state == Receipt.State.LIVE, withdrawn.places
    assert published.pk != withdrawn.pk
    assert all(0 < place["took"] < 30 for place in published.places)
    assert "Live everywhere after" in published.sentence


def _check(database, port, article):
    facts = {"DEMO": "true", "SECRET_KEY": "tests", "DATABASE_URL": database, "PORT": str(port)}
    facts |= {"SITE_URL": f"http://127.0.0.1:{port}"}
    facts |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    done = run([sys.executable, "-c", CHECK, str(newest(article).pk)], ROOT, facts)
    assert done.returncode == 0, done.stderr


@contextmanager
def stubborn_cache(old_path):
    """A cache outside that hands out an old page at one path, and the right ones elsewhere."""

    class Cache(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"old" if self.path == old_path else b"right"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def right(path):
    return Answer("200 OK", [], b"right", frozenset())


@pytest.mark.django_db
def test_an_old_page_is_looked_at_six_times_then_said_in_red_and_mailed(client, settings):
    settings.OPERATOR_MAIL = "operator@news.example"
    author = make_author_login()
    author.email = "author@news.example"
    author.save()
    article = make_published_article(by=author)
    receipt = newest(article)

    with stubborn_cache("/world/") as settings.SITE_URL:
        for _ in range(5):
            assert receipts.check(receipt.pk, make=right) is None
        assert receipts.check(receipt.pk, make=right).state == Receipt.State.MISSED
        assert receipts.check(receipt.pk, make=right) is None

    receipt.refresh_from_db()
    assert [place["path"] for place in receipt.missing] == ["/world/"]
    sent = Message.objects.keyed("pages.receipt")
    assert {mail.recipient for mail in sent} == {"author@news.example", "operator@news.example"}
    assert "/world/" in sent[0].text
    client.force_login(author)
    assert "Not live: World" in client.get("/desk/").content.decode()
    form = client.get(f"/desk/articles/article/{article.pk}/change/").content.decode()
    assert "Not live: World" in form


@pytest.mark.django_db
def test_a_site_that_does_not_answer_is_a_problem_and_no_failure(settings):
    settings.SITE_URL = "http://127.0.0.1:9"
    receipt = newest(make_published_article())

    receipts.check(receipt.pk, make=right)

    receipt.refresh_from_db()
    assert all("No answer" in place["problem"] for place in receipt.places)


@pytest.mark.django_db
def test_a_receipt_asks_our_own_site_only_and_at_most_a_hundred_places():
    places = [(str(number), f"/{number}/") for number in range(150)]
    article = make_published_article()

    assert len(receipts.order(article, "published", places, by=None).places) == 100


@pytest.mark.django_db
def test_receipts_are_forgotten_after_ninety_days():
    with clock.at(clock.now() - timedelta(days=91)):
        make_published_article()
    make_published_article()

    assert receipts.forget_old() == 1
