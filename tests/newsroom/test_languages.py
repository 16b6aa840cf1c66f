"""Pages in every language: no English left, dates as they are written there, marks on the rest."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from comments import moderation
from newsroom import catalogues
from press import clock
from press.mail.models import Message
from publication.models import Publication, StandingPage
from tests.factories import NOON, hours_ago, make_editor, make_published_article, make_section

pytestmark = pytest.mark.django_db
TRANSLATED = catalogues.languages()
# The same word in another language, and what is part of longer words there.
ALIKE = {"Analyse", "Pages", "Opinion", "Newsletters", "Tags", "Name", "Links"}


@pytest.fixture
def paper():
    """Articles, a reply and an imprint, in no language that we translate; returns one article."""
    for number in range(9):
        article = make_published_article(
            headline=f"Xyz {number}", standfirst="Zzz.", body="<p>Qqq.</p>", tags=["Www"],
            section=make_section("Vvv", slug="vvv").pk, label="opinion" if number == 4 else "news",
            at=hours_ago(number * 30 + 1), comments="open",
        )  # fmt: skip
    moderation.post(article, name="Kkk", text="Jjj.", network="a")
    StandingPage.objects.create(title="Ppp", slug="ppp", body="", changed_at=clock.now())
    return article


def speak(language, **facts):
    Publication.objects.current()
    Publication.objects.update(name="Nnn", language=language, **facts)


def pages(client, article):
    """Every page type, those that say what is wrong among them."""
    reply = article.replies.first().pk
    for address in (
        "/", article.get_absolute_url(), "/vvv/", "/tags/www/", "/authors/ingrid-solheim/",
        f"/{article.date:%Y}/", f"/{article.date:%Y/%m/%d}/", "/search/?q=xyz", "/search/?q=none",
        "/popular/", "/popular/day/", "/ppp/", "/newsletters/subscribe/", "/no-such-page/",
        "/newsletters/one-more-step/", f"/comments/{reply}/reply/",
    ):  # fmt: skip
        yield address, client.get(address).text
    answer = f"{article.get_absolute_url()}comments/"
    yield answer, client.post(answer, {"text": ""}, headers={"Sec-Fetch-Site": "same-origin"}).text
    yield "subscribe", client.post(reverse("newsletters:subscribe"), {"email": "x"}).text


def english_of(language):
    """The English words, without placeholders, that the language says otherwise."""
    for message in catalogues.read(language):
        for words in message.id if isinstance(message.id, tuple) else [message.id]:
            if len(words) > 4 and "%" not in words and words not in ALIKE:
                yield words


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_page_says_an_english_word_of_ours(client, paper, language):
    speak(language)
    english = list(english_of(language))
    for address, page in pages(client, paper):
        assert f'<html lang="{language}"' in page, address
        # Between tags, and in what is read aloud.
        assert [words for words in english if f">{words}<" in _close(page)] == [], address
        assert [words for words in english if f'label="{words}"' in page] == [], address


def _close(page):
    return "".join(line.strip() for line in page.splitlines())


@pytest.mark.parametrize(
    ("language", "date", "time"),
    [
        ("de", "Montag, 23. November 2026", "08:04 Uhr"),
        ("fr", "lundi 23 novembre 2026", "08h04"),
        ("ar", "الاثنين، 23 نوفمبر 2026", "08:04"),
    ],
)
def test_dates_and_times_are_written_as_their_language_writes_them(client, language, date, time):
    speak(language)
    make_published_article(at=datetime(2026, 11, 23, 8, 4, tzinfo=UTC))
    with clock.at(NOON):
        page = client.get("/").text

    assert f">{date}</time>" in page
    assert f">{time}</time>" in page


def test_arabic_counts_in_its_own_plurals(client, paper):
    speak("ar")
    address = paper.get_absolute_url()
    assert "تعليق واحد" in client.get(address).text
    moderation.post(paper, name="Lll", text="Two.", network="b")
    assert "تعليقان" in client.get(address).text
    moderation.post(paper, name="Mmm", text="Three.", network="c")
    assert "3 تعليقات" in client.get(address).text


def test_an_arabic_paper_runs_from_right_to_left_and_marks_an_english_article(client):
    speak("ar")
    article = make_published_article(headline="Lanes stay open", standfirst="A deal.")
    mark = ' lang="en" dir="ltr">'

    front, page = client.get("/").text, client.get(article.get_absolute_url()).text

    assert '<html lang="ar" dir="rtl">' in front
    assert f'<h2 class="lead__title"{mark}' in front
    assert f'<h1 class="title"{mark}' in page
    assert f'<p class="head__deck"{mark}' in page
    assert f'<div class="prose"{mark}' in page


def test_an_article_in_the_papers_own_language_needs_no_mark(client):
    make_published_article(headline="Lanes stay open", standfirst="A deal.")

    assert 'lang="' not in client.get("/").text.replace('<html lang="en"', "")


def test_long_words_of_a_headline_may_part_but_not_in_the_title(client):
    article = make_published_article(
        headline="Donaudampfschifffahrtsgesellschaft spart", language="de"
    )

    page = client.get(article.get_absolute_url()).text

    heading = page.partition("<h1")[2].partition("</h1>")[0]
    assert "\u00ad" in heading
    assert "Donaudampfschifffahrtsgesellschaft spart" in heading.replace("\u00ad", "")
    assert "\u00ad" not in page.partition("</head>")[0]
    assert "\u00ad" in client.get("/").text


def test_a_mail_speaks_the_papers_language(client):
    speak("de")
    sent = {"email": "reader@example.org"}
    client.post("/newsletters/subscribe/", sent, headers={"Sec-Fetch-Site": "same-origin"})
    message = Message.objects.get()
    assert message.subject == "Bitte bestätigen Sie Ihr Abonnement von Nnn"
    assert "Der Link gilt sieben Tage." in message.text
    assert '<html lang="de" dir="ltr">' in message.html


def test_the_desk_offers_languages_of_the_world_and_begins_with_the_papers_own(client):
    speak("de")
    client.force_login(make_editor())

    page = client.get("/desk/articles/article/add/").text

    assert '<option value="de" selected>' in page
    assert '<option value="es">español</option>' in page
    assert translation.get_language() == "en"
