"""Cards of embeds are fetched by a job: from known providers only, bounded, never over words."""

import json
import logging

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import card_fetching, writing
from articles.content import Content
from articles.models import EmbedCard
from press import outgoing
from press.history.models import Entry
from publication.models import Publication
from tests.factories import make_article, make_editor, make_published_article

pytestmark = pytest.mark.django_db
VIDEO = "https://www.youtube.com/watch?v=aBcDeFgHi_k"
TOOT = "https://masto.example/@elin/112233445566"
POST = "https://bsky.app/profile/elin.example/post/3kabcdefgh2"


@pytest.fixture
def provider(monkeypatch):
    """The far side: `answers(facts)`; what it was asked lies in `asked`."""

    class Provider:
        status, text = 200, "{}"
        asked: list = []
        pages: dict = {}

        def answers(self, facts, status=200):
            self.status, self.text = status, facts if isinstance(facts, str) else json.dumps(facts)

        def get(self, address, headers, *, read_bytes):
            self.asked.append(address)
            return self.status, self.pages.get(address, self.text)[:read_bytes]

    there = Provider()
    there.asked, there.pages = [], {}
    monkeypatch.setattr(outgoing, "get", there.get)
    return there


def embed(address):
    return f'<p>Text.</p><div data-embed-url="{address}">Our words.</div>'


def waiting():
    rows = ProcrastinateJob.objects.filter(task_name="articles.tasks.fetch_card")
    return [row.args["address"] for row in rows]


def test_a_card_is_waited_for_once_by_what_has_none(settings):
    make_article(body=embed("https://youtu.be/aBcDeFgHi_k") + embed(VIDEO))
    assert waiting() == [VIDEO]

    ProcrastinateJob.objects.all().delete()
    EmbedCard.objects.create(address=VIDEO, title="Nets")
    make_article(body=embed(VIDEO) + embed("https://example.org/film"))
    settings.FETCH_EMBED_CARDS = False
    make_article(body=embed(POST))
    assert waiting() == []


def test_the_card_has_the_words_of_the_post_and_readers_get_them_at_once(client, provider):
    article = make_published_article(body=embed(POST))
    assert "Nets &amp; ice" not in client.get(article.get_absolute_url()).content.decode()
    quoted = '<blockquote><p lang="en">Nets &amp; ice<br>at noon</p>— Elin</blockquote><script>'
    provider.answers({"title": None, "author_name": "Elin <b>Vass</b>", "html": quoted})

    card = card_fetching.fetch(POST)

    assert (card.author, card.text, card.title) == ("Elin Vass", "Nets & ice\nat noon", "")
    [asked] = provider.asked
    assert asked.startswith("https://embed.bsky.app/oembed?url=https%3A%2F%2Fbsky.app%2F")
    assert "Nets &amp; ice" in client.get(article.get_absolute_url()).content.decode()
    assert Entry.objects.about(card).get().verb == "fetched"


def test_what_somebody_wrote_stays(provider):
    EmbedCard.objects.create(address=VIDEO, title="Our title")
    provider.answers({"title": "Theirs"})

    assert card_fetching.fetch(VIDEO).title == "Our title"


@pytest.mark.parametrize(
    ("facts", "status"),
    [("<html>", 200), ("[]", 200), ({}, 200), ({"title": 7}, 200), ({"title": "Gone"}, 404)],
)
def test_an_answer_without_words_makes_no_card_and_is_no_failure(provider, caplog, facts, status):
    provider.answers(facts, status)

    with caplog.at_level(logging.ERROR):
        assert card_fetching.fetch(VIDEO) is None
    assert not EmbedCard.objects.exists()


def test_a_broken_provider_is_asked_again_and_a_long_answer_is_cut(provider):
    provider.answers("", 503)
    with pytest.raises(OSError, match="503"):
        card_fetching.fetch(VIDEO)

    provider.answers({"title": "T" * 999, "author_name": "\0" + "A" * 999})
    card = card_fetching.fetch(VIDEO)
    assert (len(card.title), len(card.author)) == (300, 160)


PAGE = """<!DOCTYPE html><head><meta property="og:title" content="Elin Vass (@elin@masto.example)">
<meta content="2026-11-20T09:30:00Z" property="og:published_time" />
<meta content="Nets &amp; ice
at &lt;noon&gt;" property="og:description" /><script>alert(1)</script>"""


@pytest.fixture
def trusting():
    Publication.objects.update_or_create(pk=1, defaults={"mastodon_servers": "masto.example"})


@pytest.mark.usefixtures("trusting")
def test_a_trusted_server_of_mastodon_is_asked_for_the_post_and_its_words(client, provider):
    make_published_article(body=embed(TOOT) + embed("https://other.example/@elin/112233445566"))
    assert waiting() == [TOOT]
    frame = '<iframe src="https://masto.example/embed"></iframe><script src="/embed.js"></script>'
    provider.answers({"author_name": "Elin", "html": frame})
    provider.pages[TOOT] = PAGE

    card = card_fetching.fetch(TOOT)

    assert (card.author, card.text) == ("Elin Vass (@elin@masto.example)", "Nets & ice\nat <noon>")
    assert card.posted_at.isoformat() == "2026-11-20T09:30:00+00:00"
    question = "https://masto.example/api/oembed?url=https%3A%2F%2Fmasto.example%2F%40elin%2F"
    assert provider.asked[0].startswith(question)
    assert Entry.objects.about(card).get().detail["text"] == card.text


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("page", ["", '<meta property="og:published_time" content="at noon">'])
def test_a_post_whose_page_tells_nothing_has_its_author_at_least(provider, page):
    provider.answers({"author_name": "Elin"})
    provider.pages[TOOT] = page

    card = card_fetching.fetch(TOOT)

    assert (card.author, card.text, card.posted_at) == ("Elin", "", None)


def test_nobody_else_is_asked(provider):
    assert card_fetching.fetch(TOOT) is None
    assert card_fetching.fetch("https://intranet.example/oembed/film") is None
    assert card_fetching.fetch("https://www.instagram.com/p/CabcDEF12/") is None
    assert provider.asked == []


def test_a_restored_text_waits_for_its_card_too():
    article = make_article(body="<p>Text.</p>")
    content = Content.from_json(Content.of(article).as_json() | {"body": embed(VIDEO)})
    writing.revise(article, content, by=make_editor())
    assert waiting() == [VIDEO]
