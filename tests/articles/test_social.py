"""The picture that link previews on other sites show."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import card, publishing, social, tasks, writing
from articles.card import Card
from articles.content import Content
from articles.models import Article
from images import uploading
from images.tasks import make_renditions
from publication.models import Publication
from tests.factories import hours_ago, make_article, make_editor, make_published_article
from tests.images.pictures import draw, encode, upload_of

LONG = " ".join(["Ministers reach a fragile deal on pilots after eleven nights"] * 3)
WORD = "Rindfleischetikettierungsüberwachungsamt"
PAPER = (255, 254, 251)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def drawn(headline, *, kicker="World", name="The Meridian", voice="news"):
    with Pillow.open(BytesIO(card.draw(Card(name, kicker, headline, voice)))) as picture:
        return picture.convert("RGB")


def inked(picture, box):
    """Whether anything is drawn in that part: left, top, right, bottom."""
    darkest = picture.crop(box).convert("L").getextrema()[0]
    return darkest < 200


SHEET = (card.MARGIN, card.TOP, card.WIDTH - card.MARGIN, card.HEIGHT - card.MARGIN - 2)


@pytest.mark.parametrize(
    "headline",
    ["Ministers reach deal", LONG, WORD, f"{WORD} {WORD} {WORD}", "W" * 300, "word " * 60],
)
@pytest.mark.parametrize("voice", ["news", "opinion"])
def test_the_words_stay_within_the_margins(headline, voice):
    picture = drawn(headline, voice=voice)

    assert picture.size == (1200, 630)
    assert inked(picture, SHEET)
    assert not inked(picture, (0, 0, card.MARGIN - 8, card.HEIGHT))
    assert not inked(picture, (card.WIDTH - card.MARGIN + 8, 0, card.WIDTH, card.HEIGHT))
    foot = card.HEIGHT - card.MARGIN
    assert not inked(picture, (0, foot - 6, card.WIDTH, foot))


def test_a_headline_of_thirty_words_is_there_to_its_last_word():
    _font, lines = card.fitted(LONG, 600)

    assert " ".join(lines) == LONG


def test_what_can_never_fit_ends_in_dots():
    _font, lines = card.fitted("word " * 200, 600)

    assert lines[-1].endswith("…")
    assert len(lines) == card.LINES_AT_MOST


def test_lines_are_of_like_length():
    font, lines = card.fitted("The ferry that nobody wanted is the one we cannot do without", 400)

    lengths = [font.getlength(line) for line in lines]
    assert min(lengths) > 0.7 * max(lengths)


@pytest.mark.parametrize(
    "headline", ["توصل الوزراء إلى اتفاق", "Министры", "Pokój w Łodzi", "協定 reached"]
)
def test_a_headline_with_signs_that_our_letters_lack_is_left_out(headline):
    picture = drawn(headline, kicker="أخبار")

    assert picture.tobytes() == drawn("").tobytes()
    assert inked(picture, SHEET)  # The newspaper's name.


def test_with_no_readable_word_it_is_paper_and_rules():
    picture = drawn("خبر", name="الصحيفة")

    assert not inked(picture, (0, 100, card.WIDTH, card.HEIGHT - card.MARGIN))
    assert picture.getpixel((600, 300)) == PAPER


def test_a_name_of_any_length_stays_on_the_sheet():
    picture = drawn("Deal", name="Norddeutsches Tageblatt " * 5)

    assert not inked(picture, (0, 0, card.MARGIN - 8, 139))
    assert not inked(picture, (card.WIDTH - card.MARGIN + 8, 0, card.WIDTH, 139))


# Through the verbs.

pytestmark = pytest.mark.django_db


def waiting():
    return ProcrastinateJob.objects.filter(task_name=tasks.draw_social_picture.name).count()


def worked(article):
    tasks.draw_social_picture(article.pk)
    return Article.objects.get(pk=article.pk)


def upload(width, height):
    image = uploading.upload(upload_of(encode(draw(width, height))), by=None, alt="A quay.")
    make_renditions(image.pk)
    return image


def head_of(client, article):
    page = client.get(article.get_absolute_url()).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="(\S+)" content="([^"]*)">', page))


def test_an_article_without_a_picture_gets_one_when_it_is_published(client):
    article = make_article(headline="Ministers reach deal")
    assert waiting() == 0
    article = publishing.publish(article, by=make_editor())
    assert waiting() == 1
    assert "og:image" not in head_of(client, article)

    article = worked(article)

    head = head_of(client, article)
    assert head["og:image"].endswith(f"/media/{article.social_picture}")
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert head["og:image:alt"] == "Ministers reach deal"
    assert head["twitter:card"] == "summary_large_image"
    with Pillow.open(default_storage.open(article.social_picture)) as picture:
        assert picture.size == (1200, 630)


def test_a_lead_picture_is_shown_as_a_jpeg_wide_enough_for_previews(client):
    article = make_published_article(at=hours_ago(1), lead_image=upload(1800, 1500).pk)

    head = head_of(client, article)
    assert waiting() == 0
    assert head["og:image"].endswith("-landscape-1280.jpg")
    assert (head["og:image:width"], head["og:image:height"]) == ("1280", "853")
    assert head["og:image:alt"] == "A quay."


def test_a_lead_picture_too_small_for_previews_gives_way_to_a_drawn_one(client):
    article = worked(make_published_article(at=hours_ago(1), lead_image=upload(500, 400).pk))

    assert head_of(client, article)["og:image"].endswith(article.social_picture)


def revised(article, **changes):
    content = replace(Content.of(article), **changes)
    return writing.revise(article, content, by=make_editor())


def test_it_is_drawn_anew_when_what_it_says_changes_and_only_then():
    article = worked(make_published_article(at=hours_ago(1)))
    ProcrastinateJob.objects.all().delete()

    article = revised(article, standfirst="A new first sentence.")
    assert waiting() == 0
    article = revised(article, headline="Another headline")
    assert waiting() == 1

    former, article = article.social_picture, worked(article)
    assert article.social_picture != former
    [job] = ProcrastinateJob.objects.filter(task_name=tasks.discard_social_picture.name)
    assert default_storage.exists(former)
    tasks.discard_social_picture(**job.args)
    assert not default_storage.exists(former)


def test_a_new_name_of_the_newspaper_reaches_an_article_when_it_is_next_saved():
    article = worked(make_published_article(at=hours_ago(1)))
    publication = Publication.objects.current()
    publication.name = "The Other"
    publication.save()
    ProcrastinateJob.objects.all().delete()

    revised(article, standfirst="A new first sentence.")

    assert waiting() == 1


def test_it_goes_when_the_article_gets_a_picture_or_is_withdrawn():
    article = worked(make_published_article(at=hours_ago(1)))
    article = worked(revised(article, lead_image=upload(1800, 1200).pk))
    assert article.social_picture == ""

    other = worked(make_published_article(at=hours_ago(1)))
    assert other.social_picture
    publishing.withdraw(other, by=make_editor(), reason="It was wrong.")
    assert worked(other).social_picture == ""


def test_a_picture_that_another_article_names_too_is_not_deleted():
    first = worked(make_published_article(at=hours_ago(1), headline="The same"))
    second = worked(make_published_article(at=hours_ago(2), headline="The same"))
    assert first.social_picture == second.social_picture

    social.discard(first.social_picture)

    assert default_storage.exists(first.social_picture)


def test_the_job_of_an_article_that_is_gone_does_nothing():
    tasks.draw_social_picture(123_456)
