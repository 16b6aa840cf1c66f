"""The line of breaking news: over every page, until a person or the clock takes it away."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from frontpage import breaking
from frontpage.arranging import Outdated
from frontpage.models import BREAKING_KEY, BreakingNews
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from press.pages.keys import gathering, key_of
from tests.factories import make_author_login, make_editor, make_published_article

pytestmark = pytest.mark.django_db
DESK = reverse("admin:frontpage_breakingnews_changelist")
HOUR = timedelta(hours=1)
TEXT = "Central bank raises its key rate"


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


def announced(editor, **facts):
    facts = {"ends_at": clock.now() + HOUR, "base": 0} | facts
    return breaking.announce(facts.pop("text", TEXT), by=editor, **facts)


def line_on(client, address="/"):
    page = client.get(address).content.decode()
    return page.split('<aside class="alert"')[1].split("</aside>")[0] if "alert" in page else ""


def typed(**facts):
    wall = timezone.localtime(clock.now() + HOUR)
    return {"do": "announce", "base": 0, "text": TEXT, "ends_at": f"{wall:%Y-%m-%dT%H:%M}"} | facts


def test_the_line_stands_over_every_page_and_leads_to_its_article(client, editor):
    article = make_published_article()
    announced(editor, article=article)

    for address in ("/", article.get_absolute_url(), "/search/", "/no-such-page/"):
        line = line_on(client, address)
        assert 'aria-label="Breaking news"' in line
        assert "<b>Breaking</b> " + TEXT in line
        assert f'href="{article.get_absolute_url()}"' in line


def test_it_leads_nowhere_as_long_as_readers_may_not_see_the_article(client, editor):
    coming = make_published_article(at=clock.now() + HOUR)
    news = announced(editor, article=coming, ends_at=clock.now() + 2 * HOUR)
    assert "href" not in line_on(client)

    with clock.at(clock.now() + HOUR):
        assert f'href="{coming.get_absolute_url()}"' in line_on(client)
        publishing.withdraw(coming, by=editor, reason="Wrong.")
        assert "href" not in line_on(client)
        assert news.text in line_on(client)


def test_it_ends_in_its_second_and_the_clock_says_so(client, editor):
    news = announced(editor)
    [moment] = Moment.objects.waiting().filter(act=breaking.ENDS)
    assert (moment.due_at, moment.keys, moment.what) == (
        news.ends_at,
        [BREAKING_KEY],
        "end breaking news",
    )

    with clock.at(news.ends_at - timedelta(microseconds=1)):
        assert TEXT in line_on(client)
    with clock.at(news.ends_at):
        assert line_on(client) == ""
    with clock.at(news.ends_at + timedelta(seconds=5)):
        # The next line, put there before the clock has told the end of this one, hides it not.
        announced(editor, text="It goes on", ends_at=clock.now() + HOUR)
        sweep()
    moment.refresh_from_db()
    assert moment.lateness == timedelta(seconds=5)
    verbs = [entry.verb for entry in Entry.objects.about(news)]
    assert verbs == ["ended by the clock", "announced"]


def test_it_can_be_ended_by_hand(client, editor):
    news = announced(editor)
    breaking.end(by=editor, base=news.pk)

    assert line_on(client) == ""
    assert not Moment.objects.waiting().filter(act=breaking.ENDS).exists()
    with pytest.raises(Outdated):
        breaking.end(by=editor, base=news.pk)


def test_a_new_line_takes_the_place_of_the_old_one(client, editor):
    first = announced(editor)
    announced(editor, text="It raises it again", base=first.pk, ends_at=clock.now() + 2 * HOUR)

    assert "It raises it again" in line_on(client)
    assert Moment.objects.waiting().filter(act=breaking.ENDS).count() == 1
    with pytest.raises(Outdated):
        announced(editor, base=first.pk)


def test_a_page_has_the_keys_of_the_line_and_of_its_article(client, editor):
    article = make_published_article()
    with gathering() as keys:
        client.get("/search/")
    assert BREAKING_KEY in keys

    announced(editor, article=article)
    with gathering() as keys:
        client.get("/search/")
    assert {BREAKING_KEY, key_of(article)} <= keys


def test_what_is_no_line_is_refused(editor):
    with pytest.raises(ValidationError, match="Write the line"):
        announced(editor, text=" \n ")
    with pytest.raises(ValidationError):
        announced(editor, ends_at=clock.now() - HOUR)
    with pytest.raises(PermissionDenied):
        announced(make_author_login())
    assert not BreakingNews.objects.exists()


def test_one_small_form_at_the_desk(client, editor):
    # An end is proposed as browsers read it: without fractions of seconds.
    assert re.search(r'value="\d{4}-\d\d-\d\dT\d\d:\d\d"', client.get(DESK).content.decode())
    article = make_published_article(headline="Rates go up")
    looked = client.post(DESK, typed(do="find", find="rates"))
    assert [row for row, _chosen in looked.context["found"]] == [article]
    assert f'value="{TEXT}"' in looked.content.decode()

    client.post(DESK, typed(article=article.pk))
    news = BreakingNews.objects.present()
    assert (news.text, news.article) == (TEXT, article)
    shown = client.get(DESK).content.decode()
    assert "End it now" in shown
    assert f'value="{article.pk}" checked' in shown

    client.post(DESK, {"do": "end", "base": news.pk})
    assert BreakingNews.objects.present() is None


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x" * 161}, 422),
        ({"ends_at": ""}, 422),
        ({"ends_at": "2001-01-01T08:00"}, 422),
        ({"article": 10**9}, 422),
        ({"base": 10**8}, 409),
    ],
)
def test_the_form_refuses_in_words_and_keeps_what_is_typed(client, editor, facts, status):
    answer = client.post(DESK, typed(**facts))

    assert answer.status_code == status
    assert 'class="errorlist' in answer.content.decode()
    assert not BreakingNews.objects.exists()


def test_only_editors_see_the_form(client):
    client.force_login(make_author_login())

    assert client.get(DESK).status_code == 403
    assert client.post(DESK, typed()).status_code == 403


def test_the_form_costs_few_queries(client, editor, django_assert_max_num_queries):
    announced(editor, article=make_published_article())
    client.get(DESK)

    with django_assert_max_num_queries(12):
        client.get(DESK)
