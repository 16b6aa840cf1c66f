"""Hubs and search engines hear of what is new; caught at the edge of the network."""

import json
import logging
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import announcing, publishing, timing, writing
from articles.content import Content
from press import clock, outgoing
from tests.factories import make_article, make_editor, make_published_article, make_section

pytestmark = pytest.mark.django_db
HUB, ENGINES = "https://hub.example/", "https://engines.example/indexnow"
KEY = "0123456789abcdef"


@pytest.fixture
def far_side(settings, monkeypatch):
    """Where all that we send arrives; its `status` is what it answers."""

    class FarSide:
        status = 202
        got: list = []

        def post(self, address, body, headers):
            self.got.append((address, body.decode(), headers["Content-Type"]))
            return self.status, "So be it."

    settings.WEBSUB_HUB, settings.INDEXNOW_KEY, settings.INDEXNOW_URL = HUB, KEY, ENGINES
    there = FarSide()
    there.got = []
    monkeypatch.setattr(outgoing, "post", there.post)
    return there


def jobs():
    names = ("articles.tasks.tell_hub", "articles.tasks.tell_search_engines")
    rows = ProcrastinateJob.objects.filter(task_name__in=names).order_by("task_name")
    return [(row.task_name.rpartition(".")[2], row.args) for row in rows]


def test_the_hub_hears_which_feeds_have_changed(far_side):
    part = make_section("Arctic", parent=make_section("World"))
    article = make_published_article(section=part.pk, tags=["Otters"])

    announcing.tell_hub(article.pk)

    [(address, body, kind)] = far_side.got
    assert (address, kind) == (HUB, "application/x-www-form-urlencoded")
    said = parse_qs(body)
    assert said["hub.mode"] == ["publish"]
    lists = ["/", "/world/arctic/", "/world/", "/tags/otters/", "/authors/ingrid-solheim/"]
    feeds = ("feed/", "feed.json")
    assert said["hub.url"] == [f"http://testserver{page}{feed}" for page in lists for feed in feeds]


def test_search_engines_hear_which_page_has_changed(far_side, settings):
    article = make_published_article()

    announcing.tell_search_engines(article.pk)

    [(address, body, _kind)] = far_side.got
    assert address == ENGINES
    assert json.loads(body) == {
        "host": settings.SITE_HOST,
        "key": KEY,
        "keyLocation": f"http://testserver/{KEY}.txt",
        "urlList": [f"http://testserver{article.get_absolute_url()}"],
    }


def test_each_public_change_defers_one_job_for_each(far_side):
    editor = make_editor()
    draft = make_article()
    assert jobs() == []
    article = publishing.publish(draft, by=editor)
    args = {"article_id": article.pk}
    told = [("tell_hub", args), ("tell_search_engines", args)]
    assert jobs() == told
    ProcrastinateJob.objects.all().delete()
    writing.revise(article, Content.of(article), by=editor)
    assert jobs() == told


def test_of_a_scheduled_article_nobody_hears_before_its_moment(far_side):
    at = clock.now() + timedelta(hours=2)
    article = make_published_article(at=at)
    announcing.tell_hub(article.pk)
    assert (jobs(), far_side.got) == ([], [])

    with clock.at(at):
        timing.publish_due(article)
        announcing.tell_hub(article.pk)
    assert len(jobs()) == 2
    assert len(far_side.got) == 1


def test_of_a_new_address_they_hear_too(far_side):
    article = make_published_article()
    ProcrastinateJob.objects.all().delete()

    publishing.change_slug(article, by=make_editor(), slug="another")

    assert len(jobs()) == 2


def test_nothing_is_deferred_where_nobody_wants_to_hear():
    make_published_article()

    assert jobs() == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_that_is_busy_is_asked_again(far_side, status):
    article = make_published_article()
    far_side.status = status

    with pytest.raises(announcing.Unanswered):
        announcing.tell_hub(article.pk)


@pytest.mark.parametrize("status", [302, 400, 403, 422])
def test_a_refusal_is_logged_and_not_repeated(far_side, caplog, status):
    article = make_published_article()
    far_side.status = status

    with caplog.at_level(logging.ERROR):
        announcing.tell_search_engines(article.pk)

    assert f"refused what we announced ({status}): So be it." in caplog.text
