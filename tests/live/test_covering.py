"""Coverage begins and ends, by a person or the clock, and says so wherever the article stands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import publishing
from articles.models import Article
from articles.publishing import NotNow
from live import covering
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from tests.articles.test_structured import nodes_of
from tests.factories import make_author_login, make_editor, make_published_article
from tests.live.facts import make_live_article, make_post

pytestmark = pytest.mark.django_db
LIVE = '<span class="live">Live</span>'


def read(client, address):
    return client.get(address).content.decode()


def in_hours(hours):
    return clock.now() + timedelta(hours=hours)


def test_an_article_is_live_from_its_beginning_to_its_end_and_then_an_ordinary_one(client):
    article, editor = make_published_article(), make_editor()
    address, places = article.get_absolute_url(), ("/", article.section.get_absolute_url())
    assert LIVE not in read(client, address)

    article = covering.begin(article, by=editor)
    make_post(article, "<p>It moves.</p>")
    assert all(LIVE in read(client, place) for place in (address, *places))
    assert "data-live=" in read(client, address)

    covering.end(article, by=editor)
    assert all(LIVE not in read(client, place) for place in (address, *places))
    page = read(client, address)
    assert "It moves." in page
    assert "This live coverage ended" in page
    assert "data-live=" not in page


def test_the_clock_begins_and_ends_it_at_the_second(client):
    article, editor = make_published_article(), make_editor()
    begins, ends = in_hours(1), in_hours(3)
    article = covering.begin(article, by=editor, at=begins)
    article = covering.end(article, by=editor, at=ends)
    address = article.get_absolute_url()

    seen = []
    for moment in (begins - timedelta(seconds=1), begins, ends - timedelta(seconds=1), ends):
        with clock.at(moment):
            seen.append(LIVE in read(client, address))
    assert seen == [False, True, True, False]
    turns = Moment.objects.acts().filter(subject=article.pk, act__startswith="live.")
    assert {row.due_at for row in turns} == {begins, ends}
    assert all(f"articles.article:{article.pk}" in row.keys for row in turns)


def test_what_the_clock_did_is_told_with_its_lateness_even_if_somebody_goes_on_before():
    article, editor = make_published_article(), make_editor()
    begins = in_hours(1)
    ends = begins + timedelta(hours=2)
    article = covering.begin(article, by=editor, at=begins)
    article = covering.end(article, by=editor, at=ends)
    with clock.at(ends + timedelta(seconds=5)):
        covering.begin(article, by=editor)
        sweep()
    done = Moment.objects.acts().filter(subject=article.pk, done_at__isnull=False)
    assert {row.what: row.lateness for row in done} == {
        "begin live coverage": timedelta(hours=2, seconds=5),
        "end live coverage": timedelta(seconds=5),
    }
    verbs = Entry.objects.about(article).values_list("verb", flat=True)
    assert {"went live by the clock", "ended live coverage by the clock"} <= set(verbs)


def test_what_was_planned_can_be_given_up_and_what_ended_can_go_on(client):
    editor = make_editor()
    article = covering.begin(make_published_article(), by=editor, at=in_hours(1))
    article = covering.end(article, by=editor)
    assert article.live_since is None
    assert not Moment.objects.filter(act__startswith="live.").exists()

    article = covering.begin(article, by=editor)
    post = make_post(article)
    article = covering.end(article, by=editor)
    article = covering.begin(article, by=editor)
    assert f'id="post-{post.pk}"' in read(client, article.get_absolute_url())
    verbs = Entry.objects.about(article).values_list("verb", flat=True)
    assert list(verbs[:3]) == ["went on live", "ended live coverage", "went live"]


def test_what_makes_no_sense_is_refused_with_a_sentence():
    editor, article = make_editor(), make_live_article()
    with pytest.raises(NotNow):
        covering.begin(article, by=editor)
    with pytest.raises(NotNow):
        covering.end(make_published_article(), by=editor)
    with pytest.raises(ValidationError, match="past"):
        covering.end(article, by=editor, at=in_hours(-1))
    planned = covering.begin(make_published_article(), by=editor, at=in_hours(2))
    with pytest.raises(ValidationError, match="later"):
        covering.end(planned, by=editor, at=in_hours(1))
    with pytest.raises(PermissionDenied):
        covering.begin(make_published_article(), by=make_author_login())


def test_nothing_of_it_shows_when_the_article_does_not(client):
    article = make_live_article()
    post = make_post(article)
    address = article.get_absolute_url()
    publishing.withdraw(Article.objects.get(pk=article.pk), by=make_editor(), reason="Wrong.")

    assert client.get(address).status_code == 410
    for path in ("live/", "live/newest.json", "live/feed/", f"live/{post.pk}/"):
        assert client.get(address + path).status_code == 404, path
    ordinary = make_published_article().get_absolute_url()
    assert client.get(f"{ordinary}live/").status_code == 404


def test_what_stands_below_it_moves_with_its_address(client):
    article = make_live_article()
    old, post = article.get_absolute_url(), make_post(article)
    article = publishing.change_slug(article, by=make_editor(), slug="elsewhere")

    for path in ("live/", "live/newest.json", "live/feed/", "live/feed.json", f"live/{post.pk}/"):
        moved, new = client.get(old + path), article.get_absolute_url() + path
        assert (moved.status_code, moved["Location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert client.get(f"{old}nowhere/").status_code == 404


def test_programs_read_a_live_blog_with_its_updates(client):
    article = make_live_article()
    first = make_post(article, "<p>It <strong>moves</strong>.</p>")
    make_post(article, "<p>It stands.</p>", headline="A halt")

    [told] = [
        node
        for node in nodes_of(client, article.get_absolute_url())
        if node["@type"] == "LiveBlogPosting"
    ]

    assert told["coverageStartTime"] == article.live_since.isoformat()
    assert "coverageEndTime" not in told
    assert [row["headline"] for row in told["liveBlogUpdate"]] == ["A halt", "It moves."]
    assert told["liveBlogUpdate"][1]["articleBody"] == "It moves."
    assert told["dateModified"] > first.published_at.isoformat()
