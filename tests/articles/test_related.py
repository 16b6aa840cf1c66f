"""Related posts: hand-picked first, then what says the same, rare tags, section and age."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import likeness, publishing, related, tasks, writing
from articles.content import Content
from articles.models import Article, Profile
from articles.templatetags.related import related_posts
from press import clock
from tests.factories import hours_ago, make_editor, make_published_article, make_section

pytestmark = pytest.mark.django_db

FISH = "<p>The trawlers landed herring and cod while the quota for cod fell again.</p>"
MATHS = "<p>A lemma on prime numbers was proved after ninety years of failed attempts.</p>"


def relate_all():
    for article in Article.objects.order_by("pk"):
        related.relate(article)


def test_a_rare_tag_counts_more_than_a_common_one():
    for _ in range(9):
        make_published_article(tags=["news"])
    rare = make_published_article(tags=["otters"], section=make_section("Culture").pk)
    article = make_published_article(tags=["otters", "news"], section=make_section("Sport").pk)
    relate_all()

    assert related_posts(article)[0] == rare


def test_a_picked_article_stands_first():
    picked = make_published_article(section=make_section("Sport").pk, at=hours_ago(24 * 700))
    make_published_article(tags=["otters"])
    article = make_published_article(tags=["otters"], picked_related=[picked.pk])
    relate_all()
    related.relate(picked)

    assert related_posts(article)[0] == picked


def test_of_two_equally_alike_articles_the_newer_is_shown_first():
    old = make_published_article(tags=["otters"], at=hours_ago(24 * 900))
    new = make_published_article(tags=["otters"], at=hours_ago(24))
    article = make_published_article(tags=["otters"])
    relate_all()

    assert related_posts(article) == [new, old]


def test_a_new_article_enters_the_lists_of_those_it_suits():
    old = make_published_article(tags=["otters"])
    related.relate(old)
    new = make_published_article(tags=["otters"])

    related.relate(new)

    assert related_posts(old) == [new]


def test_an_article_that_changes_stays_where_newer_ones_would_hide_its_place(monkeypatch):
    monkeypatch.setattr("articles.likeness.PER_WORD", 2)
    old = make_published_article(body=FISH, section=make_section("Sport").pk)
    article = make_published_article(body=FISH)
    related.relate(article)
    for _ in range(3):
        make_published_article(body=FISH)

    related.relate(article)

    assert related_posts(old) == [article]


def test_withdrawn_and_scheduled_articles_are_never_shown():
    withdrawn = make_published_article(tags=["otters"])
    make_published_article(tags=["otters"], at=clock.now() + timedelta(hours=1))
    article = make_published_article(tags=["otters"])
    relate_all()
    publishing.withdraw(withdrawn, by=make_editor(), reason="Wrong.")

    assert related_posts(article) == []


def test_a_scheduled_article_is_shown_from_its_moment_on():
    moment = clock.now() + timedelta(hours=1)
    coming = make_published_article(tags=["otters"], at=moment)
    article = make_published_article(tags=["otters"])
    relate_all()

    with clock.at(moment):
        assert related_posts(article) == [coming]


def test_an_article_that_lost_its_tag_leaves_the_lists():
    article = make_published_article(tags=["otters"], section=make_section("Sport").pk)
    other = make_published_article(tags=["otters"])
    relate_all()
    content = Content(headline="Other", section=other.section_id)
    related.relate(writing.revise(other, content, by=make_editor()))

    assert related_posts(article) == []


def test_a_list_keeps_only_its_best(django_assert_num_queries):
    article = make_published_article(tags=["otters"])
    for _ in range(related.KEPT + 3):
        make_published_article(tags=["otters"])
    relate_all()

    assert article.related_rows.count() == related.KEPT
    with django_assert_num_queries(2):  # The second loads those that no page has shown yet.
        related_posts(article)


def test_what_says_the_same_is_related_without_any_tag():
    same = make_published_article(body=FISH, at=hours_ago(5), section=make_section("Sport").pk)
    for number in range(4):
        make_published_article(body=f"<p>Other words {number} stand here.</p>", at=hours_ago(4))
    article = make_published_article(
        body="<p>Cod and herring: why trawlers miss the quota.</p>", at=hours_ago(3)
    )
    likeness.count_words()

    related.relate(article)

    assert related_posts(article)[0] == same


def test_a_subject_in_common_is_more_than_one_rare_word():
    fish = [make_published_article(body="<p>Cod, herring, trawlers.</p>") for _ in range(9)]
    by_chance = make_published_article(body="<p>Zanzibar.</p>")
    article = make_published_article(body="<p>Cod, herring, trawlers, Zanzibar.</p>")
    likeness.count_words()
    likeness.make_missing_profiles()

    cosines = likeness.alike(article, [])

    assert cosines[by_chance.pk] < min(cosines[other.pk] for other in fish)


def test_a_text_that_changes_leaves_the_lists_it_was_in_for_its_words():
    other = make_published_article(body=FISH, section=make_section("Sport").pk)
    article = make_published_article(body=FISH)
    relate_all()
    assert related_posts(other) == [article]

    content = Content(headline="Primes", section=article.section_id, body=MATHS)
    related.relate(writing.revise(article, content, by=make_editor()))

    assert related_posts(other) == []


def test_an_article_does_not_pay_for_an_archive_that_came_in_unread(monkeypatch):
    monkeypatch.setattr("articles.likeness.MADE_ON_THE_WAY", 2)
    for _ in range(4):
        make_published_article(body=FISH)
    article = make_published_article(body=FISH)

    related.relate(article)
    assert Profile.objects.count() == 1 + 2

    tasks.count_words(timestamp=0)
    assert Profile.objects.count() == 5


def test_words_are_counted_when_a_young_newspaper_has_outgrown_its_counts():
    def waiting():
        return ProcrastinateJob.objects.filter(task_name="articles.tasks.count_words").count()

    article = make_published_article()
    related.relate(article)
    related.relate(article)
    assert waiting() == 1
    ProcrastinateJob.objects.all().delete()

    likeness.count_words()
    related.relate(article)
    assert waiting() == 0
    for _ in range(2):
        make_published_article()
    related.relate(article)
    assert waiting() == 1


def test_relating_costs_the_same_queries_for_3_and_for_30(django_assert_max_num_queries):
    article = make_published_article(tags=["otters"])
    costs = []
    for number in (3, 27):
        for _ in range(number):
            make_published_article(tags=["otters"])
        tasks.count_words(timestamp=0)
        related.relate(article)
        with django_assert_max_num_queries(30) as queries:
            related.relate(article)
        costs.append(len(queries))

    assert costs[0] == costs[1]
