"""The text of an article as readers get it: figures, embeds, footnotes, and what follows it."""

import importlib
from dataclasses import replace

import pytest
from django.apps import apps
from django.urls import reverse

from articles import writing
from articles.content import Content
from articles.models import Article, EmbedCard
from articles.related import relate
from images import uploading
from press import clock
from press.pages.keys import gathering
from publication.models import StandingPage
from publication.preparing import LONG_READ_WORDS, prepare
from tests.factories import make_article, make_editor, make_published_article
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db
FILM = "https://www.youtube.com/watch?v=aBcDeFgHi_k"


@pytest.fixture
def picture(settings, tmp_path):
    """Upload a picture: `picture(caption="…", size=(600, 900))`."""
    settings.MEDIA_ROOT = tmp_path
    editor = make_editor()

    def upload(size=(900, 600), **facts):
        facts.setdefault("alt", "Cranes over a harbour")
        return uploading.upload(upload_of(encode(draw(*size))), by=editor, **facts)

    return upload


def page(client, body, **content):
    article = make_published_article(body=body, **content)
    return client.get(article.get_absolute_url()).content.decode()


def test_a_figure_shows_the_picture_with_the_words_of_the_library(client, picture):
    image = picture(caption="The quay.", credit="Elin Vass")
    html = page(client, f'<figure data-image-id="{image.pk}"></figure>')

    assert '<figure class="figure">' in html
    assert 'alt="Cranes over a harbour"' in html
    assert "The quay." in html
    assert "<cite>Elin Vass</cite>" in html
    assert 'loading="lazy"' in html


def test_a_gallery_leads_to_each_whole_picture_and_costs_one_query(client, picture):
    two = [picture(caption=f"Quay {number}.", credit="Elin Vass") for number in (1, 2)]
    gone = picture()
    figures = "".join(f'<figure data-image-id="{image.pk}"></figure>' for image in [*two, gone])
    article = make_published_article(body=f'<div class="gallery">{figures}</div>')
    gone.delete()

    html = client.get(article.get_absolute_url()).content.decode()

    gallery = html.partition('<div class="gallery">')[2].partition("</div>")[0]
    assert gallery.count("<figure ") == 2
    assert "Quay 1." in gallery
    assert "<cite>Elin Vass</cite>" in gallery
    for image in two:
        assert f'<a href="{image.file.url}">' in gallery
    feed = client.get("/feed/").content.decode()
    assert "Quay 2." in feed


def test_a_caption_of_its_own_stands_before_that_of_the_library(client, picture):
    image = picture(caption="The quay.", credit="Elin Vass")
    html = page(
        client,
        f'<figure data-image-id="{image.pk}" data-size="wide">'
        "<figcaption>At <em>dawn</em>.</figcaption></figure>",
    )

    assert '<figure class="figure figure--wide">' in html
    assert "At <em>dawn</em>." in html
    assert "The quay." not in html
    assert "Elin Vass" in html


def test_an_upright_picture_is_marked_so_that_it_fits_the_screen(client, picture):
    image = picture(size=(600, 900))

    assert "figure--tall" in page(client, f'<figure data-image-id="{image.pk}"></figure>')


def test_a_deleted_picture_leaves_its_caption_and_no_broken_image(client, picture):
    image = picture()
    number = image.pk
    body = f'<p>a</p><figure data-image-id="{number}"><figcaption>Our words</figcaption></figure>'
    image.delete()
    html = page(client, body + f'<figure data-image-id="{number + 1}"></figure>')

    assert "Our words" in html
    assert html.count("<figure") == 1
    assert "<img" not in html


def test_pictures_cost_one_query_and_embeds_another(client, picture, django_assert_max_num_queries):
    image = picture()
    figures = f'<figure data-image-id="{image.pk}"></figure>' * 30
    article = make_published_article(body=f'{figures}<div data-embed-url="{FILM}"></div>')
    relate(article)

    # And those for changes that come due, breaking news and advertisements, which a process that
    # hears the database asks once.
    with django_assert_max_num_queries(8 + 1 + 3):
        html = client.get(article.get_absolute_url()).content.decode()
    assert html.count('<figure class="figure">') == 30


def test_a_page_knows_the_keys_of_its_pictures_and_its_embeds(client, picture):
    image = picture()
    card = EmbedCard.objects.create(address=FILM, title="The film")
    article = make_published_article(
        body=f'<figure data-image-id="{image.pk}"></figure>'
        '<div data-embed-url="https://youtu.be/aBcDeFgHi_k"></div>'
        '<div data-embed-url="https://x.com/a/status/12"></div>'
    )
    with gathering() as keys:
        client.get(article.get_absolute_url())

    assert f"images.image:{image.pk}" in keys
    assert f"articles.embedcard:{card.pk}" in keys
    assert "list:embed:https://x.com/a/status/12" in keys


def test_an_embed_is_a_card_that_reads_without_its_host(client):
    EmbedCard.objects.create(
        address="https://youtu.be/aBcDeFgHi_k",
        title="A smudge <b>that</b> moves",
        author="The observatory",
        text="Watch the lower left.\n\nTwice.",
        posted_at=clock.now(),
    )
    html = page(client, f'<div data-embed-url="{FILM}">In forty <em>seconds</em>.</div>')

    assert "A smudge &lt;b&gt;that&lt;/b&gt; moves" in html
    assert "<p>Watch the lower left.</p>" in html
    assert "In forty <em>seconds</em>." in html
    assert "The observatory" in html
    assert f'<a href="{FILM}" rel="noopener">Open on YouTube</a>' in html
    assert "The player comes from www.youtube-nocookie.com and may set cookies." in html
    assert 'data-player="https://www.youtube-nocookie.com/embed/aBcDeFgHi_k"' in html
    assert "js/embed" in html
    assert "<iframe" not in html


def test_an_embed_of_which_nothing_is_known_shows_its_address_until_somebody_writes(client):
    photo = "https://www.instagram.com/p/CabcDEF123/"

    bare = page(client, f'<div data-embed-url="{photo}"></div>')
    told = page(client, f'<div data-embed-url="{photo}">The first ship.</div>')

    assert f'<bdi dir="ltr">{photo}</bdi>' in bare
    assert '<p class="embed__words">The first ship.</p>' in told
    assert f"{photo}</bdi>" not in told


def test_an_embed_that_is_gone_keeps_its_words_and_offers_no_player(client):
    EmbedCard.objects.create(address=FILM, text="What it said.", gone_at=clock.now())
    html = page(client, f'<div data-embed-url="{FILM}"></div>')

    assert "What it said." in html
    assert "Taken down at YouTube" in html
    assert "data-player" not in html
    assert "js/embed" not in html


def test_an_embed_without_a_card_is_a_link_with_the_words_of_the_editor(client):
    html = page(client, '<div data-embed-url="https://example.org/a?b=1&amp;c=2">The map</div>')

    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener">' in html
    assert "The map" in html
    assert "js/embed" not in html


def test_a_reader_goes_to_a_footnote_and_back(client):
    html = page(client, '<p>A claim.<span class="note">Page <em>14</em>.</span></p>')

    assert '<a href="#note-1" id="note-1-call" aria-describedby="notes">1</a>' in html
    assert '<h2 id="notes">Notes</h2>' in html
    assert 'id="note-1"' in html
    assert "Page <em>14</em>." in html
    assert 'href="#note-1-call" aria-label="Back to where note 1 is called"' in html


def test_a_long_read_has_a_table_of_contents(client):
    body = "<h2>A</h2><h2>B</h2><h2>C</h2><h2>D</h2><p>" + "word " * LONG_READ_WORDS + "</p>"

    assert '<a href="#h-b">B</a>' in page(client, body)
    assert "In this article" not in page(client, "<h2>A</h2><p>word</p>")


def test_the_next_story_stands_after_the_text_and_not_again_below(client):
    others = [make_published_article(tags=["otters"]) for _ in range(4)]
    article = make_published_article(tags=["otters"])
    relate(article)
    html = client.get(article.get_absolute_url()).content.decode()
    start, end = html.index('id="next"'), html.index('id="replies"')

    assert start < end < html.index('id="related"')
    for other in others:
        assert html.count(f'<a href="{other.get_absolute_url()}"') == 1
    assert sum(start < html.index(f'"{other.get_absolute_url()}"') < end for other in others) == 1


def test_a_text_is_prepared_anew_whenever_it_is_written():
    article = make_article(body="<h2>First</h2>")
    assert article.prepared == prepare("<h2>First</h2>")

    content = Content.of(article)
    article = writing.revise(article, replace(content, body="<h2>Second</h2>"), by=make_editor())
    article.refresh_from_db()
    assert article.prepared == prepare("<h2>Second</h2>")


def test_a_standing_page_has_the_same_vocabulary(client, picture):
    image = picture()
    StandingPage.objects.create(
        title="Imprint",
        slug="imprint",
        body=f'<h2>By us</h2><figure data-image-id="{image.pk}"></figure>',
        changed_at=clock.now(),
    )
    html = client.get("/imprint/").content.decode()

    assert '<h2 id="h-by-us" tabindex="-1">By us</h2>' in html
    assert '<figure class="figure">' in html


@pytest.mark.parametrize(
    ("room", "migration"),
    [("articles", "0003_prepared_texts"), ("publication", "0004_prepared_texts")],
)
def test_texts_that_were_written_before_are_prepared_by_the_migration(room, migration):
    article = make_article(body="<h2>Old</h2>")
    standing = StandingPage.objects.create(
        title="Imprint", slug="imprint", body="<h2>Old</h2>", changed_at=clock.now()
    )
    Article.objects.update(prepared={})
    StandingPage.objects.update(prepared={})

    importlib.import_module(f"{room}.migrations.{migration}").prepare_texts(apps, None)

    row = article if room == "articles" else standing
    row.refresh_from_db()
    assert row.prepared == prepare("<h2>Old</h2>")


def test_an_editor_writes_a_card_at_the_desk_in_any_spelling_of_its_address(client):
    client.force_login(make_editor())
    asked = {"address": "https://youtu.be/aBcDeFgHi_k?si=x", "title": "The film"}
    asked |= {"posted_at_0": "", "posted_at_1": "", "gone_at_0": "", "gone_at_1": ""}
    response = client.post(reverse("admin:articles_embedcard_add"), asked)

    assert response.status_code == 302
    assert EmbedCard.objects.get().address == FILM
    again = client.post(reverse("admin:articles_embedcard_add"), asked | {"address": FILM})
    assert "already exists" in again.content.decode()
    wrong = client.post(
        reverse("admin:articles_embedcard_add"), asked | {"address": "https://a@example.org/"}
    )
    assert "as your browser shows it" in wrong.content.decode()
