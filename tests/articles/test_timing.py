"""What the clock does to articles: exact in every query, announced by the sweep."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from articles import publishing, timing
from articles.models import Article
from articles.publishing import NotNow
from articles.signals import article_published
from comments.closing import why_closed
from comments.models import CommentSettings
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from publication.models import Publication
from tests.factories import (
    NOON,
    make_article,
    make_author_login,
    make_contributor,
    make_editor,
    make_published_article,
)

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)


def verbs_of(article):
    return list(Entry.objects.about(article).order_by("pk").values_list("verb", flat=True))


def test_an_article_is_public_at_its_second_and_announced_by_the_sweep_once():
    heard = []

    def hear(article, by, **signal):
        heard.append((article.pk, by))

    article_published.connect(hear)
    try:
        with clock.at(NOON):
            article = make_published_article(at=TOMORROW)
        with clock.at(TOMORROW):
            assert article in Article.objects.published()
            assert heard == []
        with clock.at(TOMORROW + timedelta(hours=2)):
            sweep()
            sweep()
    finally:
        article_published.disconnect(hear)

    assert heard == [(article.pk, None)]
    assert verbs_of(article) == ["created", "scheduled", "came out"]
    assert Moment.objects.get(subject=article.pk).lateness == timedelta(hours=2)


def test_a_save_between_the_moment_and_the_sweep_loses_no_announcement():
    with clock.at(NOON):
        article = make_published_article(at=TOMORROW)
    with clock.at(TOMORROW + A_MOMENT):
        publishing.change_slug(article, by=make_editor(), slug="another-address")
        sweep()

    assert "came out" in verbs_of(article)


def test_an_article_ends_at_its_second_whether_or_not_a_sweep_runs(client):
    with clock.at(NOON):
        article = make_published_article(at=NOON)
        article = timing.set_end(article, by=make_editor(), at=TOMORROW, reason="The sale is over.")
        path = article.get_absolute_url()
    with clock.at(TOMORROW - A_MOMENT):
        assert client.get(path).status_code == 200
    with clock.at(TOMORROW):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "The sale is over." in answer.content.decode()
        article = Article.objects.get()
        assert not article.is_published()
        assert article not in Article.objects.published()
        assert article.headline not in client.get("/").content.decode()
        assert article.headline not in client.get("/world/").content.decode()
        assert article.headline not in client.get("/2026/11/").content.decode()
        sweep()

    article.refresh_from_db()
    assert (article.status, article.withdrawn_at) == (Article.Status.WITHDRAWN, TOMORROW)
    assert verbs_of(article)[-1] == "withdrawn"


def test_an_article_that_has_ended_can_be_restored_before_any_sweep(client):
    with clock.at(NOON):
        article = make_published_article(at=NOON)
        timing.set_end(article, by=make_editor(), at=TOMORROW, reason="The sale is over.")
    with clock.at(TOMORROW + A_MOMENT):
        client.force_login(make_editor())
        form = client.get(f"/desk/articles/article/{article.pk}/change/").content.decode()
        assert 'value="restore"' in form
        assert '<span class="badge badge--bad">Withdrawn</span>' in form
        client.post(f"/desk/articles/article/{article.pk}/verb/restore/")
        sweep()

        assert Article.objects.get().is_published()
        assert client.get(article.get_absolute_url()).status_code == 200


def test_an_end_can_be_taken_back_and_fits_the_life_of_its_article():
    editor = make_editor()
    with clock.at(NOON):
        article = make_published_article(at=TOMORROW)
        after = TOMORROW + timedelta(days=1)
        with pytest.raises(ValidationError):
            timing.set_end(article, by=editor, at=TOMORROW, reason="Over.")
        article = timing.set_end(article, by=editor, at=after, reason="Over.")
        with pytest.raises(NotNow):
            publishing.reschedule(article, by=editor, at=TOMORROW + timedelta(days=2))
        assert not timing.clear_end(article, by=editor).has_an_end()
        timing.set_end(article, by=editor, at=after, reason="Over.")
        article = publishing.unschedule(article, by=editor)

    assert article.withdrawn_at is None
    assert not Moment.objects.waiting().filter(subject=article.pk).exists()


def test_nobody_publishes_before_an_embargo_ends():
    editor = make_editor()
    with clock.at(NOON):
        article = timing.set_embargo(make_article(), by=editor, at=TOMORROW)
        with pytest.raises(NotNow, match="under embargo until"):
            publishing.publish(article, by=editor)
        with pytest.raises(NotNow):
            publishing.publish(article, by=editor, at=TOMORROW - A_MOMENT)
        publishing.publish(article, by=editor, at=TOMORROW)
    with clock.at(TOMORROW):
        sweep()

    assert Article.objects.get().embargo_until == TOMORROW
    assert {"came out", "free of its embargo"} < set(verbs_of(article))


def test_an_embargo_is_lifted_by_whoever_may_publish():
    contributor = make_contributor()
    with clock.at(NOON):
        article = timing.set_embargo(make_article(by=contributor), by=contributor, at=TOMORROW)
        with pytest.raises(PermissionDenied):
            timing.lift_embargo(article, by=contributor)
        article = timing.lift_embargo(article, by=make_editor())
        publishing.publish(article, by=make_editor())

        assert article in Article.objects.published()


def test_comments_close_at_their_second():
    settings = CommentSettings.objects.current()
    with clock.at(NOON):
        article = make_published_article(at=NOON, comments="open")
        article = timing.close_comments(article, by=make_editor(), at=TOMORROW)
    with clock.at(TOMORROW - A_MOMENT):
        assert why_closed(article, settings) == ""
    with clock.at(TOMORROW):
        assert why_closed(article, settings)
        sweep()
        article = timing.keep_comments(article, by=make_editor())
        assert why_closed(article, settings) == ""

    assert "closed for comments" in verbs_of(article)


@pytest.fixture
def editor_at_the_desk():
    Publication.objects.update_or_create(
        pk=Publication.objects.current().pk, defaults={"time_zone": "Europe/Berlin"}
    )
    client = Client()
    client.force_login(make_editor())
    return client


def ask(client, article, name, **typed):
    return client.post(f"/desk/articles/article/{article.pk}/verb/{name}/", typed)


def test_a_time_in_the_past_asks_before_it_publishes(editor_at_the_desk):
    article = make_article()
    past = {"at_0": "2020-01-01", "at_1": "08:00"}

    asked = ask(editor_at_the_desk, article, "schedule", **past)

    assert asked.status_code == 422
    assert 'name="at_once"' in asked.content.decode()
    assert "own time, Europe/Berlin." in asked.content.decode()
    assert Article.objects.published().count() == 0
    assert ask(editor_at_the_desk, article, "schedule", **past, at_once="on").status_code == 302
    [article] = Article.objects.published()
    assert article.published_at > clock.now() - timedelta(minutes=1)


def test_a_time_that_comes_twice_is_asked_for_at_the_desk(editor_at_the_desk):
    article = make_article()
    typed = {"at_0": "2027-10-31", "at_1": "02:30"}

    asked = ask(editor_at_the_desk, article, "schedule", **typed)

    assert asked.status_code == 422
    assert "comes twice" in asked.content.decode()
    ask(editor_at_the_desk, article, "schedule", **typed, which="second")
    article.refresh_from_db()
    assert f"{article.published_at:%Y-%m-%d %H:%M}" == "2027-10-31 01:30"


def test_a_time_that_the_night_leaves_out_is_refused_at_the_desk(editor_at_the_desk):
    refused = ask(editor_at_the_desk, make_article(), "embargo", at_0="2027-03-28", at_1="02:30")

    assert refused.status_code == 422
    assert "leave this time out" in refused.content.decode()


def test_an_author_can_end_their_own_article_only(editor_at_the_desk):
    with clock.at(NOON):
        article = make_published_article(at=NOON)
    with pytest.raises(PermissionDenied):
        timing.set_end(article, by=make_author_login(), at=clock.now() + timedelta(1), reason="x")
