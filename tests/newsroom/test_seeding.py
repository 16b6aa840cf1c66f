"""Seeding: invented articles and comments that are the same each time and keep every rule."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Min
from django.db.models.functions import Lower

from accounts.models import User
from articles import spelling
from articles.content import Content
from articles.models import (
    Article,
    Author,
    Byline,
    Placement,
    Revision,
    Section,
    TaggedArticle,
    Word,
)
from articles.search import Wanted, search
from boxes.models import Box
from boxes.uses import uses_of
from comments.models import Comment
from comments.models.tally import Tally
from newsroom.seeding import copying, stories
from newsroom.seeding.ground import Ground, lay
from newsroom.seeding.moments import Moments
from newsroom.seeding.pieces import Maker, Piece
from newsroom.seeding.progress import Progress
from newsroom.seeding.rows import TABLES
from newsroom.seeding.words import words
from press import clock
from press.history.models import Entry
from publication.addresses import SLUG_LENGTH, FirstWord, is_slug
from publication.models import Publication
from publication.prose import clean, plain_text
from series.models import Part
from tags.models import Tag
from tests.factories import make_published_article

# What the first release made of these numbers.
HEADLINE_OF_1 = "How Helmerness volunteers came to overhaul treaty signing after trial run"
REPLY_1 = (
    "Nadia Dalmont",
    "This is a fair summary, with one gap. The number of households is nearer 27,577, "
    "as anybody with a map can see. See you at the next meeting.",
)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def seed(articles: int = 60, comments: int = 90, *, batch: int = 25) -> list[tuple[int, int]]:
    """Seed at noon through one connection, as the tests' transaction demands."""
    told: list[tuple[int, int]] = []
    with clock.at(NOON):
        copying.seed(
            *(articles, comments),
            tell=lambda *done: told.append(done),
            say=pytest.fail,
            writers=1,
            batch=batch,
        )
    return told


def pieces(ground: Ground, many: int = 20) -> list[Piece]:
    maker = Maker(ground, Moments(many, NOON, ground.zone), NOON)
    return [maker.piece(100 + n, 500 + n, n, range(n * 10, n * 10 + 4)) for n in range(many)]


# Words.


def test_the_same_number_makes_the_same_article():
    first = [stories.story(number) for number in range(50)]
    words.cache_clear()
    assert [stories.story(number) for number in range(50)] == first


def test_an_article_is_the_one_that_was_written_in_the_first_release():
    """Benchmarks of two releases compare only if they read the same newspaper."""
    told = stories.story(1)
    assert told.headline == HEADLINE_OF_1
    assert stories.reply(1, told.slots) == REPLY_1


def test_no_two_articles_share_a_slug_even_when_the_headlines_are_used_up():
    numbers = [*range(3_000), *range(stories.headlines(), stories.headlines() + 3_000)]
    slugs = {stories.story(number).slug for number in numbers}
    assert len(slugs) == len(numbers)
    assert all(is_slug(slug) for slug in slugs)


def test_the_longest_possible_slug_is_not_cut():
    facts = words().facts
    parts = [words().places, facts["agents"], facts["verbs"]]
    parts += [[thing for topic in words().topics for thing in topic.things]]
    parts += [[short for short, _ in facts["reasons"]]]
    longest = sum(max(map(len, part)) for part in parts)
    shape = max(len(re.sub(r"{\w+}", "", shape)) for shape in stories.SHAPES.values())
    assert longest + shape + len("-9") <= SLUG_LENGTH


def test_a_text_is_what_the_desk_would_have_saved():
    for number in range(200):
        told = stories.story(number)
        assert clean(told.body) == told.body
        assert plain_text(told.body) == told.body_text
        assert not {"{", "[", "<"} & set(told.body_text + told.headline + told.standfirst)


def test_an_article_has_about_800_words_and_every_kind_of_block():
    told = [stories.story(number) for number in range(300)]
    average = sum(len(each.body_text.split()) for each in told) / len(told)
    assert 750 <= average <= 850
    for tag in ("p", "h2", "ul", "li", "blockquote"):
        assert all(f"<{tag}>" in each.body for each in told)


# Moments.


def test_they_are_in_order_and_end_before_now():
    zone = Publication(time_zone="Europe/London").zone
    moments = Moments(5_000, NOON, zone)
    made = [moments.of(place) for place in range(5_000)]
    assert made == sorted(made)
    assert NOON - timedelta(days=731) < made[0]
    assert NOON - timedelta(hours=2) < made[-1] <= NOON


def test_little_comes_out_at_night():
    zone = Publication(time_zone="Asia/Tokyo").zone
    moments = Moments(5_000, NOON, zone)
    hours = [moments.local(moments.of(place)).hour for place in range(5_000)]
    assert hours.count(9) > 5 * hours.count(2) > 0


# Rows.


@pytest.mark.django_db
def test_two_makings_of_the_same_numbers_are_the_same_rows():
    ground = lay()
    made = [
        [row for table in TABLES for piece in pieces(ground) for row in table.rows(piece, ground)]
        for _ in range(2)
    ]
    assert made[0] == made[1]


@pytest.mark.django_db
def test_every_column_of_every_table_is_written():
    for table in TABLES:
        columns = {
            field.column for field in table.model._meta.concrete_fields if not field.generated
        }
        assert columns - {"id"} == set(table.columns) - {"id"}


@pytest.mark.django_db
def test_a_second_laying_of_the_ground_finds_the_first():
    first, people = lay(), User.objects.count()
    assert lay() == first
    assert User.objects.count() == people


@pytest.mark.django_db
def test_the_sections_own_their_first_words():
    lay()
    words_taken = set(FirstWord.objects.values_list("word", flat=True))
    assert words_taken >= set(Section.objects.filter(parent=None).values_list("slug", flat=True))


@pytest.mark.django_db
def test_the_logins_of_authors_open_nothing():
    lay()
    logins = User.objects.filter(author__isnull=False)
    assert logins.count() == 40
    assert not any(login.has_usable_password() for login in logins)


# A run.


@pytest.mark.django_db
def test_as_many_as_were_asked_for_batch_by_batch():
    told = seed(60, 90, batch=25)
    assert [articles for articles, _ in told] == [25, 50, 60]
    assert told[-1] == (60, 90)
    assert Article.objects.count() == 60
    assert Comment.objects.count() == 90
    assert Revision.objects.count() == 60
    assert (Section.objects.count(), Author.objects.count(), Tag.objects.count()) == (12, 40, 300)


@pytest.mark.django_db
def test_every_article_is_public_and_stands_in_its_lists():
    seed()
    with clock.at(NOON):
        published = Article.objects.published()
        assert published.count() == 60
        for article in published.select_related("section__parent").prefetch_related("tags"):
            parents = [article.section, article.section.parent]
            for section in filter(None, parents):
                assert article in Article.objects.in_section(section)
            assert 3 <= len(article.tags.all()) <= 6
            assert all(article in Article.objects.tagged(tag) for tag in article.tags.all())
            authors = article.authors.all()
            assert 1 <= len(authors) <= 2
            assert all(article in Article.objects.by_author(author) for author in authors)


@pytest.mark.django_db
def test_the_moment_in_the_lists_is_the_moment_of_the_article():
    seed()
    for rows in (Placement, Byline):
        assert not rows.objects.exclude(published_at=F("article__published_at")).exists()
    moment = F("content_object__published_at")
    assert not TaggedArticle.objects.exclude(published_at=moment).exists()


@pytest.mark.django_db
def test_the_address_has_the_date_of_the_newsroom():
    Publication.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    seed()
    zone = Publication.objects.current().zone
    for article in Article.objects.all():
        assert article.date == article.published_at.astimezone(zone).date()


@pytest.mark.django_db
def test_the_revision_holds_what_the_article_says():
    seed(10, 0)
    for article in Article.objects.select_related("latest_revision"):
        revision = article.latest_revision
        assert revision.article_id == article.pk
        assert Content(**revision.content) == Content.of(article)


@pytest.mark.django_db
def test_each_article_has_the_entry_of_its_publication():
    seed(10, 0)
    for article in Article.objects.all():
        entry = Entry.objects.about(article).get()
        assert (entry.verb, entry.label) == ("published", article.headline)
        assert entry.at == article.published_at
        assert entry.by_id == article.created_by_id


@pytest.mark.django_db
def test_search_finds_a_seeded_word_in_its_article():
    seed()
    article = Article.objects.latest("pk")
    place = next(place for place in words().places if place in article.headline)
    with clock.at(NOON):
        found = search(Wanted(place))
    assert article in found.articles


@pytest.mark.django_db
def test_a_word_with_a_slip_leads_to_one_of_a_seeded_article():
    seed(20, 0)
    place = next(place for place in words().places if Word.objects.filter(word=place.lower()))
    assert spelling.meant(f"{place}x")[0] == place.lower()


@pytest.mark.django_db
def test_some_texts_hold_the_box_of_their_topic():
    seed(60, 0)
    held = Article.objects.filter(body__contains="data-box-id")
    assert 1 < held.count() < 20
    for article in held:
        [part] = [part for part in article.prepared["parts"] if isinstance(part, dict)]
        assert uses_of(Box.objects.get(pk=part["box"]))


@pytest.mark.django_db
def test_some_are_parts_of_the_series_of_their_topic_which_a_second_run_leaves_alone():
    seed(60, 0)
    parts = list(Part.objects.select_related("article", "series"))
    assert len(parts) > 5
    for part in parts:
        topic = part.series.headline.removesuffix(" in full")
        assert part.article.tags.filter(name=topic).exists()
    seed(60, 0)
    assert Part.objects.filter(series__in={part.series for part in parts}).count() == len(parts)


@pytest.mark.django_db
def test_a_second_run_adds_further_articles_with_addresses_of_their_own():
    seed(40, 10)
    before = set(Article.objects.values_list("headline", flat=True))
    seed(40, 10)
    after = set(Article.objects.values_list("headline", flat=True))
    assert Article.objects.count() == 80
    assert len(after) == 80 > len(before)
    assert not Article.objects.values("date", "slug").annotate(n=Count("pk")).filter(n__gt=1)
    assert not Tag.objects.values(n=Lower("name")).annotate(m=Count("pk")).filter(m__gt=1)


@pytest.mark.django_db
def test_it_stands_beside_what_people_have_written():
    own = make_published_article(at=NOON - timedelta(days=3))
    seed(20, 5)
    with clock.at(NOON):
        later = make_published_article(at=NOON - timedelta(days=2))
    assert Article.objects.count() == 22
    assert later.pk > Article.objects.exclude(pk=later.pk).aggregate(n=Max("pk"))["n"] > own.pk


# Comments.


@pytest.mark.django_db
def test_the_newer_half_has_them_and_a_few_have_most():
    seed(400, 800, batch=400)
    answered = Article.objects.annotate(n=Count("replies")).filter(n__gt=0)
    pks = Article.objects.aggregate(first=Min("pk"), last=Max("pk"))
    assert answered.aggregate(n=Min("pk"))["n"] >= (pks["first"] + pks["last"]) // 2
    assert max(article.n for article in answered) > 40


@pytest.mark.django_db
def test_an_answer_stands_below_an_approved_comment_of_the_same_article():
    seed(60, 600, batch=60)
    answers = Comment.objects.exclude(parent=None).select_related("parent__parent__parent")
    assert answers.count() > 100
    for answer in answers:
        assert answer.parent.article_id == answer.article_id
        assert answer.parent.status == Comment.Status.APPROVED
        assert answer.parent.created_at < answer.created_at <= NOON
        assert answer.parent.parent is None or answer.parent.parent.parent is None
    assert answers.exclude(parent__parent=None).exists()


@pytest.mark.django_db
def test_conversations_and_counts_are_what_the_verbs_would_have_written():
    seed(60, 600, batch=60)
    comments = Comment.objects.in_bulk()
    for comment in comments.values():
        root = comment
        while root.parent_id:
            root = comments[root.parent_id]
        assert comment.root_id == (None if root is comment else root.pk)
        below = [other for other in comments.values() if other.root_id == comment.pk]
        assert comment.public_answers == sum(other.status == "approved" for other in below)
    public = Comment.objects.filter(status="approved").values_list("article")
    counts = dict(public.annotate(n=Count("pk")))
    assert dict(Tally.objects.exclude(public=0).values_list("article", "public")) == counts


@pytest.mark.django_db
def test_nearly_all_are_approved_and_those_that_were_held_were_decided():
    seed(60, 1_000, batch=60)
    statuses = dict(Comment.objects.values_list("status").annotate(n=Count("pk")))
    assert 920 <= statuses["approved"] <= 980
    assert set(statuses) == {"approved", "waiting", "rejected", "spam"}
    for comment in Comment.objects.select_related("article"):
        assert comment.article.comments != Article.Comments.CLOSED
        assert comment.created_at > comment.article.published_at
        assert (comment.version == 2) == (comment.decided_at is not None)
        assert bool(comment.verdicts) == (comment.article.comments == "moderated")


# The command.


@pytest.mark.parametrize("numbers", [(-1, 0), (5, -1), (0, 5)])
def test_nonsense_is_refused_with_a_sentence(numbers: tuple[int, int]):
    with pytest.raises(CommandError, match=r"\w.*\.$"):
        call_command("seed", articles=numbers[0], comments=numbers[1])


def test_it_refuses_in_a_real_newspaper(settings: Any):
    settings.DEMO = False
    with pytest.raises(CommandError, match="never in production"):
        call_command("seed", articles=5)


def test_a_log_gets_plain_lines():
    log = StringIO()
    progress = Progress(log, 10)
    progress(5, 2)
    progress(10, 4)
    assert log.getvalue().startswith("10 of 10 articles, 4 comments; ")
    assert "\r" not in log.getvalue()
