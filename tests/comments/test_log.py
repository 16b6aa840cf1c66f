"""The log of decisions, the figures, and the mails to moderators."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import editing, figures, moderation, reporting, standings, watching
from comments.models import Comment, Day, Watch
from press import clock
from press.mail.models import Message
from tests.comments.facts import make_comment, make_open_article
from tests.factories import NOON, make_contributor, make_moderator, make_published_article

pytestmark = pytest.mark.django_db

LOG, FIGURES, MAILS, QUEUE = (
    *("/desk/comments/comment/log/", "/desk/comments/comment/figures/"),
    *("/desk/comments/comment/mails/", "/desk/comments/comment/"),
)


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    moderator.email = "desk@example.org"
    moderator.save()
    client.force_login(moderator)
    return moderator


def verbs_in(response):
    return [entry.verb for entry, _words in response.context["entries"]]


# The log.


def test_the_log_says_who_decided_what_when_and_why_on_which_version(client, moderator):
    comment = make_comment(email="p@example.org")
    press = {"decide": f"reject:{comment.pk}:1", "why": "Names a child"}
    client.post(QUEUE, press)
    other = make_moderator()
    moderation.approve(make_comment(), by=other, seen=1)
    facts = {"kind": "banned", "known_by": ["address"], "reason": "Threats", "ends_at": None}
    standings.give(comment, by=other, **facts)
    editing.edit(Comment.objects.get(pk=comment.pk), text="Other.", why="W", by=other, seen=2)

    response = client.get(LOG)

    assert verbs_in(response) == ["edited", "banned", "approved", "rejected"]
    page = response.content.decode()
    assert "Names a child" in page
    assert f"?queue=all&amp;id__exact={comment.pk}" in page
    assert verbs_in(client.get(LOG, {"by": moderator.pk})) == ["rejected"]
    assert verbs_in(client.get(LOG, {"verb": "banned"})) == ["banned"]
    assert verbs_in(client.get(LOG, {"words": "CHILD"})) == ["rejected"]
    assert verbs_in(client.get(LOG, {"until": "2001-01-01"})) == []


def test_the_log_goes_on_by_key_and_costs_the_same(client, moderator):
    article = make_published_article()
    costs = []
    client.get(LOG)  # The first visit of a session is written down.
    for number in (3, 57):
        for _n in range(number):
            moderation.approve(make_comment(article), by=moderator, seen=1)
        with CaptureQueriesContext(connection) as queries:
            first = client.get(LOG)
        costs.append(len(queries))

    second = client.get(LOG + first.context["next"])

    assert (len(verbs_in(first)), len(verbs_in(second))) == (50, 10)
    assert second.context["next"] == ""
    assert costs[0] == costs[1] <= 12


@pytest.mark.parametrize("query", ["by=x", "verb=x", "since=x", "before=0", "by=999"])
def test_rubbish_in_the_wishes_is_no_error(client, moderator, query):
    assert client.get(f"{LOG}?{query}").status_code == 200


# Figures.


def test_each_day_is_counted_from_what_really_happened(client, moderator):
    with clock.at(NOON - timedelta(days=1)):
        article = make_published_article()
        slow, quick = make_comment(article), make_comment(article)
        make_comment(article, trap="x")
    with clock.at(NOON - timedelta(days=1) + timedelta(minutes=10)):
        moderation.approve(quick, by=moderator, seen=1)
    with clock.at(NOON):
        opened = make_open_article()
        public = make_comment(opened)
        reporting.report(public, {"REMOTE_ADDR": "192.0.2.7"}, reason="other")
        moderation.reject(slow, by=moderator, seen=1)
        figures.count_days()
        figures.count_days()

    yesterday, today = Day.objects.since(date(2026, 11, 22))
    assert (yesterday.received, yesterday.held, yesterday.spam) == (3, 2, 1)
    assert (yesterday.approved, yesterday.turned_down, yesterday.waited) == (1, 0, 600)
    assert (today.received, today.held, today.turned_down, today.reported) == (1, 0, 1, 1)
    assert today.waited == 24 * 3600
    with clock.at(NOON):
        page = client.get(FIGURES).content.decode()
    plot = page[page.index("<svg viewBox") : page.index("</figure>")]
    assert plot.count("<rect") == 3
    assert "style=" not in plot
    assert "10\xa0minutes" in page
    assert client.get(FIGURES, {"days": "rubbish"}).status_code == 200


def test_figures_cost_the_same_for_a_month_and_a_year(client, moderator):
    today = clock.now().date()
    client.get(FIGURES)  # The first visit of a session is written down.
    for back in range(360):
        Day.objects.create(day=today - timedelta(days=back), received=back)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(FIGURES, {"days": "365"})

    assert len(response.context["days"]) == 360
    assert len(queries) <= 8


# Mails.


def test_a_moderator_is_mailed_at_most_as_often_as_chosen_and_only_with_news(client, moderator):
    with clock.at(NOON):
        article = make_published_article(headline="Half a working week")
        make_comment(article, text="Was here before.")
        client.post(MAILS, {"every": "60"})
    with clock.at(NOON + timedelta(minutes=5)):
        comment = make_comment(article, name="Vera Lund", text="Secret words.")
        assert watching.mail_due() == 0
    with clock.at(NOON + timedelta(minutes=60)):
        assert watching.mail_due() == 1
        assert watching.mail_due() == 0
    with clock.at(NOON + timedelta(hours=3)):
        assert watching.mail_due() == 0

    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == ("desk@example.org", "2 comments wait")
    link = f"/desk/comments/comment/?queue=all&id__exact={comment.pk}"
    assert link in mail.text
    assert "Half a working week" in mail.text
    assert "Secret" not in mail.text
    assert "Vera" not in mail.text
    opened = client.get(link)
    assert [card.comment for card in opened.context["cards"]] == [comment]


def test_nobody_is_mailed_who_may_not_moderate_any_more(client, moderator):
    with clock.at(NOON):
        client.post(MAILS, {"every": "5"})
    with clock.at(NOON + timedelta(minutes=6)):
        make_comment()
        moderator.groups.clear()
        assert watching.mail_due() == 0
    assert Watch.objects.get().every == 5
    assert client.post(MAILS, {"every": "60"}).status_code == 403


def test_only_moderators_see_log_figures_and_mails(client):
    client.force_login(make_contributor())

    for page in (LOG, FIGURES, MAILS):
        assert client.get(page).status_code == 403
    client.force_login(make_moderator())
    assert client.post(MAILS, {"every": "7"}).status_code == 422
