"""The verbs of publishing, by calling them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles import emptying, publishing, rights, writing
from articles.content import Content
from articles.models import Article, Revision
from press import clock
from press.history.models import Entry
from press.redirects.models import Redirect
from publication.models import Publication
from tests.factories import (
    NOON,
    make_article,
    make_author,
    make_author_login,
    make_contributor,
    make_editor,
    make_published_article,
)

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


def verbs_of(article):
    return [entry.verb for entry in Entry.objects.about(article).order_by("pk")]


def test_a_draft_is_not_public():
    article = make_article()

    assert article not in Article.objects.published()
    assert article.slug.startswith("ministers-reach-a-fragile-deal")


def test_a_published_article_is_public_at_once_and_says_so_in_one_entry():
    article = make_published_article()

    assert article in Article.objects.published()
    assert verbs_of(article) == ["created", "published"]


def test_an_article_scheduled_for_tomorrow_is_public_in_the_second_that_the_clock_says():
    with clock.at(NOON):
        article = publishing.publish(make_article(), by=make_editor(), at=TOMORROW)

        assert article not in Article.objects.published()
    with clock.at(TOMORROW - timedelta(microseconds=1)):
        assert not Article.objects.published().exists()
    with clock.at(TOMORROW):
        assert article in Article.objects.published()


def test_the_twins_published_and_is_published_agree_on_every_status_and_moment():
    rows = [
        make_article(),
        make_published_article(),
        make_published_article(at=clock.now() + timedelta(hours=1)),
        publishing.withdraw(make_published_article(), by=make_editor(), reason="It was wrong."),
        publishing.put_in_bin(make_article(), by=make_editor()),
        publishing.submit(make_article(), by=make_editor()),
    ]

    public = set(Article.objects.published())

    assert {row for row in rows if row.is_published()} == public


def test_a_moment_in_the_past_is_refused_with_a_sentence():
    with pytest.raises(ValidationError, match="This moment is past"):
        publishing.publish(make_article(), by=make_editor(), at=clock.now() - timedelta(minutes=1))


def test_the_date_in_the_address_is_that_of_the_newsrooms_zone():
    Publication.objects.current()
    Publication.objects.update(time_zone="Pacific/Auckland")
    with clock.at(datetime(2026, 11, 23, 12, 30, tzinfo=UTC)):
        article = publishing.publish(make_article(), by=make_editor())

    assert article.get_absolute_url().startswith("/2026/11/24/")


def test_rescheduling_moves_the_date_and_unscheduling_takes_it_away():
    editor = make_editor()
    with clock.at(NOON):
        article = publishing.publish(make_article(), by=editor, at=TOMORROW)
        article = publishing.reschedule(article, by=editor, at=TOMORROW + timedelta(days=2))
        assert str(article.date) == "2026-11-26"

        article = publishing.unschedule(article, by=editor)

    assert (article.status, article.date, article.published_at) == ("draft", None, None)


def test_an_article_that_became_public_cannot_be_rescheduled():
    with pytest.raises(publishing.NotNow):
        publishing.reschedule(
            make_published_article(), by=make_editor(), at=clock.now() + timedelta(days=1)
        )


def test_withdrawing_and_restoring_keep_address_and_date():
    editor = make_editor()
    article = make_published_article()
    address, moment = article.get_absolute_url(), article.published_at

    withdrawn = publishing.withdraw(article, by=editor, reason="The source took it back.")
    assert withdrawn not in Article.objects.published()
    restored = publishing.restore(withdrawn, by=editor)

    assert restored in Article.objects.published()
    assert (restored.get_absolute_url(), restored.published_at) == (address, moment)


def test_a_withdrawal_needs_a_reason():
    with pytest.raises(ValidationError, match="Give a reason"):
        publishing.withdraw(make_published_article(), by=make_editor(), reason="  ")


def test_two_articles_of_one_day_never_share_an_address():
    first = make_published_article(headline="Storm reaches the coast")

    second = make_published_article(headline="Storm reaches the coast")

    assert (first.slug, second.slug) == ("storm-reaches-the-coast", "storm-reaches-the-coast-2")


def test_changing_the_slug_leads_from_the_old_address_to_the_new():
    article = make_published_article()
    old = article.get_absolute_url()

    moved = publishing.change_slug(article, by=make_editor(), slug="fuel-limit")

    assert Redirect.objects.get(old_path=old).new_path == moved.get_absolute_url()


def test_an_old_address_in_any_script_leads_readers_on(client):
    article = make_published_article(headline="Café")
    old = article.get_absolute_url()
    moved = publishing.change_slug(article, by=make_editor(), slug="größe")

    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, moved.get_absolute_url())
    # And its own former address it may have back.
    assert publishing.change_slug(moved, by=make_editor(), slug="café").get_absolute_url() == old


def test_a_slug_of_another_article_of_that_day_is_refused():
    other = make_published_article(headline="Storm")

    with pytest.raises(ValidationError, match="Another article of that day"):
        publishing.change_slug(make_published_article(), by=make_editor(), slug=other.slug)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("العاصفة تصل إلى الساحل", "العاصفة-تصل-إلى-الساحل"),
        ("Café – Größe & Ärger", "café-größe-ärger"),
        ("हिन्दी की ख़बर", "हिन्दी-की-ख़बर"),
        (
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "donaudampfschifffahrtsgesellschaftskapitän",
        ),
    ],
)
def test_slugs_hold_the_letters_of_any_script(headline, slug):
    assert make_article(headline=headline).slug == slug


def test_a_headline_of_emoji_gets_a_slug_from_its_number():
    article = make_article(headline="🎉🎉🎉")

    assert article.slug == f"article-{article.pk}"


def test_only_drafts_and_withdrawn_articles_go_into_the_bin():
    with pytest.raises(publishing.NotNow):
        publishing.put_in_bin(make_published_article(), by=make_editor())


def test_a_binned_article_comes_back_as_what_it_was():
    editor = make_editor()
    withdrawn = publishing.withdraw(make_published_article(), by=editor, reason="Wrong.")

    article = publishing.take_back(publishing.put_in_bin(withdrawn, by=editor), by=editor)

    assert article.status == "withdrawn"


def test_the_bin_is_emptied_after_thirty_days_and_the_address_stays_gone():
    editor = make_editor()
    with clock.at(NOON):
        withdrawn = publishing.withdraw(
            make_published_article(at=NOON - timedelta(days=1)), by=editor, reason="Wrong."
        )
        address = withdrawn.get_absolute_url()
        publishing.put_in_bin(withdrawn, by=editor)
    with clock.at(NOON + timedelta(days=29)):
        assert emptying.empty_by_clock() == 0
    with clock.at(NOON + timedelta(days=30)):
        assert emptying.empty_by_clock() == 1

    assert Redirect.objects.get(old_path=address).new_path == ""


def test_a_contributor_submits_but_cannot_publish():
    contributor = make_contributor()
    article = publishing.submit(make_article(by=contributor), by=contributor)

    with pytest.raises(PermissionDenied):
        publishing.publish(article, by=contributor)


def test_a_contributor_cannot_edit_the_own_article_once_it_is_public():
    contributor = make_contributor()
    article = publishing.publish(make_article(by=contributor), by=make_editor())

    assert not rights.may_edit(contributor, article)


def test_an_author_publishes_their_own_and_nobody_elses():
    author = make_author_login()

    publishing.publish(make_article(by=author), by=author)

    with pytest.raises(PermissionDenied):
        publishing.publish(make_article(), by=author)


def test_a_byline_with_a_login_makes_an_article_ones_own():
    author = make_author_login()
    name = make_author("Mateus Ferraz", login=author)

    article = make_article(bylines=[name.pk])

    assert rights.may_publish(author, article)
    assert article in Article.objects.written_by(author)


def test_an_article_in_review_is_returned_with_a_note():
    article = publishing.submit(make_article(), by=make_editor())

    with pytest.raises(ValidationError, match="Write a note"):
        publishing.send_back(article, by=make_editor(), note=" ")
    returned = publishing.send_back(article, by=make_editor(), note="Who said this?")

    assert returned.status == "draft"
    assert Entry.objects.about(article).first().detail == {"note": "Who said this?"}


def test_revising_a_public_article_moves_the_updated_time_only_when_it_is_substantial():
    article = make_published_article(at=NOON)
    content = Content.of(article)
    with clock.at(TOMORROW):
        article = writing.revise(article, content, by=make_editor())
        assert article.updated_at is None

        article = writing.revise(article, content, by=make_editor(), substantial=True)

    assert article.updated_at == TOMORROW


def test_every_save_is_a_revision_that_follows_the_one_before():
    article = make_article(headline="One")
    first = article.latest_revision

    article = writing.revise(
        article, Content(headline="Two", section=article.section_id), by=make_editor()
    )

    assert article.latest_revision.base == first
    assert [r.content["headline"] for r in Revision.objects.of(article)] == ["Two", "One"]


def test_a_save_that_began_from_an_older_version_is_refused_and_names_who_saved():
    article = make_article()
    began_from = article.latest_revision_id
    other = make_editor()
    writing.revise(article, Content.of(article), by=other)

    with pytest.raises(writing.Outdated, match=other.username):
        writing.revise(article, Content.of(article), by=make_editor(), base=began_from)


def test_history_can_be_neither_changed_nor_removed():
    article = make_article()
    entries = Entry.objects.about(article)

    for deed in (lambda: entries.update(verb="invented"), entries.delete):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            deed()


def test_the_database_refuses_a_public_article_without_a_date():
    article = make_article()

    with pytest.raises(IntegrityError, match="article_public_has_date"):
        Article.objects.filter(pk=article.pk).update(status="published")


def test_the_former_address_of_another_article_stays_with_that_article():
    editor = make_editor()
    first = make_published_article(headline="Storm")
    moved = publishing.change_slug(first, by=editor, slug="storm-petra")

    second = make_published_article(headline="Storm")

    assert second.slug == "storm-2"
    assert publishing.change_slug(moved, by=editor, slug="storm").slug == "storm"
