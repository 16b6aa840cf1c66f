"""Newspapers to look at: one with every type of page, and those that are hard to set well."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image as Picture

from adverts import booking
from adverts.models import Advert
from articles import correcting, publishing, sections, writing
from articles.content import Content
from articles.correcting import Amends
from articles.models import Article, Section
from boxes import keeping
from comments import moderation
from images import tasks, uploading
from images.models import Image
from live import covering, posting
from live.posting import Words
from newsroom.demo import filling
from press import clock
from publication.models import MenuLine, Publication, StandingPage
from readership import ranking
from readership.models import DayViews
from series import arranging
from series.models import Series
from tests.browser.texts import ARABIC, LONG_WORD, SENTENCES, long_body
from tests.factories import (
    hours_ago,
    make_administrator,
    make_article,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)
from tests.images.pictures import encode

FEW_WORDS = "Ministers reach deal"
MANY_WORDS = " ".join(["Ministers of seven coastal states reach a fragile deal on the lanes"] * 3)


def fill() -> None:
    """Every type of page, with what is shown on it."""
    editor = make_editor()
    _name(tagline="News of the coast")
    arctic = sections.arrange(
        Section(name="Arctic", slug="arctic", parent=make_section()), by=editor
    )
    picture = make_picture()
    author = make_author(role="Chief reporter", biography=SENTENCES[0], portrait=picture)
    sheets = [make_section("World"), arctic, make_section("Sport"), make_section("Science")]
    articles = [
        make_published_article(
            by=editor,
            headline=[FEW_WORDS, MANY_WORDS, f"Story {number} of the {LONG_WORD}"][number % 3],
            kicker="Shipping",
            standfirst=SENTENCES[2],
            body=long_body(),
            section=sheets[number % 4].pk,
            bylines=[author.pk],
            tags=["Arctic", "Shipping"],
            label="opinion" if number % 5 == 4 else "news",
            lead_image=picture.pk if number % 2 else None,
            at=hours_ago(number * 5 + 1),
            comments="open",
        )
        for number in range(16)
    ]
    _talk(articles[1])
    _correct(articles[2])
    _go_live(articles[3])
    make_published_article(
        headline=ARABIC["headline"], language="ar", body=f"<p>{ARABIC['sentence']}</p>"
    )
    make_article(by=editor, headline="A draft that an expert checks", body=long_body())
    publishing.withdraw(make_published_article(), by=editor, reason="Two facts were wrong.")
    imprint = _standing("Imprint", "imprint")
    MenuLine.objects.create(publication_id=1, label="Imprint", page=imprint)
    _rank(articles)
    _put_into_a_series(articles[:4], picture)
    _put_a_box(articles[5], "The lanes in short", SENTENCES[1], articles[6:9])
    _advertise()


def demo() -> None:
    """The newspaper of `make run`, with its pictures in all sizes."""
    filling.fill(lambda line: None)
    _cut_pictures()


def right_to_left() -> None:
    """Language and words are Arabic; mixed with Latin names and figures."""
    _name(name=ARABIC["name"], tagline=ARABIC["tagline"], language="ar")
    section = make_section(ARABIC["section"], slug="world")
    author = make_author(ARABIC["author"], slug="layla", biography=ARABIC["sentence"])
    sentence, tag = ARABIC["sentence"], ARABIC["tag"]
    body = f"<h2>{tag}</h2>" + f"<p>{sentence} Ingrid Solheim.</p>" * 5
    body += f"<ul><li>{tag}</li></ul><blockquote><p>{sentence}</p></blockquote>"
    picture = make_picture()
    articles = [
        make_published_article(
            headline=f"{ARABIC['headline']} {number}",
            standfirst=ARABIC["standfirst"],
            body=body,
            section=section.pk,
            bylines=[author.pk],
            tags=[tag],
            language="ar",
            comments="open",
            label="opinion" if number % 5 == 4 else "news",
            lead_image=picture.pk if number % 2 else None,
            at=hours_ago(number * 5 + 1),
        )
        for number in range(12)
    ]
    _talk(articles[1])
    _rank(articles)
    _put_into_a_series(articles[:4], picture, ARABIC["tag"])
    _put_a_box(articles[5], tag, f"{sentence} Ingrid Solheim.", articles[6:9])


def german() -> None:
    """Words of forty letters wherever people write some."""
    _name(name="Die Küstenzeitung", tagline=f"Das Blatt der {LONG_WORD}e", language="de")
    section = make_section(LONG_WORD, slug="fluss")
    author = make_author(f"Änne {LONG_WORD}", slug="aenne", role=LONG_WORD, biography=LONG_WORD)
    picture = make_picture()
    articles = [
        make_published_article(
            headline=f"{LONG_WORD} tritt zurück" if number % 2 else f"Der {LONG_WORD}",
            kicker=LONG_WORD,
            standfirst=f"Warum der {LONG_WORD} geht, und was {LONG_WORD}smützen kosten.",
            body=f"<h2>{LONG_WORD}</h2><p>Der {LONG_WORD} geht.</p><ul><li>{LONG_WORD}</li></ul>",
            section=section.pk,
            bylines=[author.pk],
            tags=[LONG_WORD],
            language="de",
            comments="open",
            lead_image=picture.pk if number % 3 == 0 else None,
            at=hours_ago(number * 5 + 1),
        )
        for number in range(9)
    ]
    _talk(articles[0], name=LONG_WORD[:40])
    _rank(articles)
    _put_into_a_series(articles[:4], picture, LONG_WORD)
    _put_a_box(articles[5], LONG_WORD, f"Der {LONG_WORD} geht.", articles[6:9])


def three_articles() -> None:
    """A newspaper of the first day, without any picture."""
    for number, headline in enumerate((FEW_WORDS, MANY_WORDS, "The lanes are closed until May")):
        make_published_article(
            headline=headline, standfirst=SENTENCES[2], body=long_body(), at=hours_ago(number + 1)
        )


def one_article() -> None:
    make_published_article(headline=FEW_WORDS, standfirst=SENTENCES[2], body=long_body())


def thirty_pictures() -> None:
    """One article of thirty figures, whose pictures lead all others."""
    pictures = [make_picture(turned=number % 3 == 2) for number in range(6)]
    figures = "".join(
        f'<p>{SENTENCES[number % 8]}</p><figure data-image-id="{pictures[number % 6].pk}"></figure>'
        for number in range(30)
    )
    make_published_article(
        headline="The winter in thirty pictures",
        standfirst=SENTENCES[2],
        body=figures,
        lead_image=pictures[0].pk,
    )


def without_pictures() -> None:
    """Enough for every department of the front page, and nothing but words."""
    names = ("World", "Sport", "Science", "Culture")
    sheets = [make_section(name, position=place) for place, name in enumerate(names)]
    for number in range(40):
        make_published_article(
            headline=[FEW_WORDS, MANY_WORDS, "The lanes are closed until May"][number % 3],
            standfirst=SENTENCES[number % 8],
            body=long_body(),
            section=sheets[number % 4].pk,
            label="opinion" if number % 7 == 6 else "news",
            at=hours_ago(number * 3 + 1),
        )


def empty() -> None:
    """Installed, and nothing written yet."""


SCENARIOS: dict[str, Callable[[], None]] = {
    "demo": demo,
    "rtl": right_to_left,
    "german": german,
    "plain": without_pictures,
    "pictures": thirty_pictures,
    "three": three_articles,
    "one": one_article,
    "empty": empty,
}


def make_picture(*, turned: bool = False) -> Image:
    """A picture in the library, in all its sizes."""
    size = (800, 1200) if turned else (1200, 800)
    drawn = Picture.linear_gradient("L").resize(size).convert("RGB")
    image = uploading.upload(
        ContentFile(encode(drawn), "lanes.jpg"),
        by=None,
        alt="A ship breaks the ice at dusk",
        caption=SENTENCES[0],
        credit="Elin Vass / The Meridian",
    )
    tasks.make_renditions(image.pk)
    return image


def _cut_pictures() -> None:
    for pk in Image.objects.values_list("pk", flat=True):
        tasks.make_renditions(pk)


def _advertise() -> None:
    """Above lists, with a picture as wide as banners are; the weight of articles is their own."""
    file = ContentFile(encode(Picture.new("RGB", (1200, 300), "#45566a")), "ferries.jpg")
    words = "A ferry on a calm sea, and the words “From 29 a month”"
    banner = uploading.upload(file, by=None, alt=words)
    tasks.make_renditions(banner.pk)
    for place in (Advert.Place.FRONT, Advert.Place.LIST):
        facts = {"advertiser": "Nordic Ferries", "address": "https://ferries.example/"}
        booking.book(Advert(place=place, picture=banner, **facts), by=make_administrator())


def _name(**facts: str) -> None:
    newspaper = Publication.objects.current()
    for name, value in facts.items():
        setattr(newspaper, name, value)
    newspaper.save()


def _standing(title: str, slug: str) -> StandingPage:
    return StandingPage.objects.create(
        title=title, slug=slug, body=f"<p>{SENTENCES[0]}</p>", changed_at=clock.now()
    )


def _put_into_a_series(
    articles: list[Article], picture: Image, headline: str = "The long thaw"
) -> None:
    editor = make_editor()
    facts = {"headline": headline, "slug": "the-long-thaw", "standfirst": articles[0].standfirst}
    series = arranging.describe(Series(picture=picture, **facts), by=editor)
    arranging.order(series, by=editor, articles=[article.pk for article in articles])


def _put_a_box(article: Article, title: str, sentence: str, articles: list[Article]) -> None:
    """A box with facts and articles, in the middle of a text."""
    editor, numbers = make_editor(), [each.pk for each in articles]
    facts = f"<p>{sentence}</p><ul><li>{title}</li></ul>"
    words = keeping.Words(title, article.language, facts, numbers)
    box = keeping.add(words, by=editor)
    body = article.body.replace("</p>", f'</p><div data-box-id="{box.pk}"></div>', 1)
    writing.revise(article, replace(Content.of(article), body=body), by=editor)


def _correct(article: Article) -> None:
    """Two words were wrong, and readers are told."""
    editor, before = make_editor(), article.latest_revision_id
    changed = article.body.replace("</p>", " And four more ships.</p>", 1)
    content = replace(Content.of(article), body=changed, standfirst=SENTENCES[1])
    after = writing.revise(article, content, by=editor).latest_revision_id
    amends = Amends("correction", "An earlier version gave six ships. There are four.")
    correcting.declare(article, amends, by=editor, before=before, after=after)


def _go_live(article: Article) -> None:
    """An hour of live coverage, with what can stand in a post."""
    editor = make_editor()
    with clock.at(hours_ago(1)):
        article = covering.begin(article, by=editor)
    said = [
        Words(body=f"<p>{SENTENCES[0]}</p>", headline="The gates open", is_key=True),
        Words(body=f"<p>{SENTENCES[1]}</p>", headline="What we know so far", is_pinned=True),
        Words(body=f"<blockquote><p>{SENTENCES[2]}</p></blockquote>"),
        Words(body=f"<p>{SENTENCES[0]}</p>", image=article.lead_image_id, is_key=True),
        Words(body=f"<p>The {LONG_WORD} is there.</p>", headline=f"The {LONG_WORD}"),
    ]
    for number, words in enumerate(said * 5):
        first = number < len(said)
        with clock.at(hours_ago(1 - number / 30)):
            words = replace(
                words, is_pinned=first and words.is_pinned, is_key=first and words.is_key
            )
            posting.post(article, words, by=editor, key=uuid4())


def _talk(article: Article, name: str = "Torsten Ahlgren") -> None:
    """Two replies below each other, and one that waits."""
    first = moderation.post(article, name=name, text="One captain in that room.", network="a")
    moderation.post(article, name="Vera", text="There were two.", parent=first, network="b")
    moderation.post(
        article,
        name="Vera",
        text="See " + " ".join(f"https://{each}.example/" for each in "abcdef"),
        network="c",
    )


def _rank(articles: list[Article]) -> None:
    for place, article in enumerate(articles[:8]):
        day = (clock.now() - timedelta(hours=1)).date()
        DayViews.objects.create(article=article, day=day, views=50 - place)
    ranking.rank()
