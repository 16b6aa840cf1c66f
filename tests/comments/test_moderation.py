"""The verbs of comments: first status, decisions bound to what was seen, history, keys."""

from contextlib import closing
from datetime import timedelta
from itertools import takewhile
from threading import Barrier, Thread

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, connections, transaction

from comments import moderation
from comments.models import Comment
from comments.moderation import Outdated
from press import clock
from press.history.models import Entry
from press.pages.network import network_of
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import (
    NOON,
    make_author_login,
    make_contributor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db


def deeds(comment):
    return list(Entry.objects.about(comment).order_by("pk").values_list("verb", "by"))


def rules_of(comment):
    return [verdict["rule"] for verdict in comment.verdicts]


# Deciding.

DECISIONS = [
    (moderation.approve, "approved", "approved"),
    (moderation.reject, "rejected", "rejected"),
    (moderation.spam, "spam", "marked as spam"),
    (moderation.bin, "binned", "binned"),
]


@pytest.mark.parametrize(("verb", "status", "deed"), DECISIONS)
def test_a_decision_changes_the_status_adds_a_version_and_writes_one_entry(verb, status, deed):
    moderator = make_moderator()
    comment = make_comment()

    with clock.at(NOON):
        verb(comment, by=moderator, seen=1)

    comment.refresh_from_db()
    assert (comment.status, comment.version, comment.decided_at) == (status, 2, NOON)
    assert deeds(comment) == [("posted", None), (deed, moderator.pk)]
    assert rules_of(comment) == ["read first"]


@pytest.mark.parametrize(("verb", "status", "deed"), DECISIONS)
def test_every_decision_can_be_taken_back(verb, status, deed):
    moderator = make_moderator()
    comment = verb(make_comment(), by=moderator, seen=1)

    moderation.restore(comment, by=moderator, seen=2)

    comment.refresh_from_db()
    assert (comment.status, comment.version) == ("waiting", 3)


def test_a_decision_about_an_older_version_changes_nothing_and_names_who_came_first():
    first, second = make_moderator(), make_moderator()
    comment = make_comment()
    stale = Comment.objects.get(pk=comment.pk)
    moderation.approve(comment, by=first, seen=1)

    with pytest.raises(Outdated) as outdated:
        moderation.spam(stale, by=second, seen=1)

    [sentence] = outdated.value.messages
    assert f"{first.username} decided about this comment meanwhile" in sentence
    assert "“Approved”" in sentence
    comment.refresh_from_db()
    assert (comment.status, comment.version) == ("approved", 2)
    assert len(deeds(comment)) == 2


def test_what_is_approved_cannot_be_approved_again():
    comment = make_public_comment()

    with pytest.raises(Outdated, match="has the status “Approved” already"):
        moderation.approve(comment, by=make_moderator(), seen=comment.version)

    comment.refresh_from_db()
    assert comment.version == 2


def test_a_decision_about_a_comment_that_is_gone_says_so():
    comment = make_comment()
    Comment.objects.all().delete()

    with pytest.raises(Outdated, match="doesn’t exist any more"):
        moderation.approve(comment, by=make_moderator(), seen=1)


@pytest.mark.parametrize("make_person", [make_contributor, make_author_login, AnonymousUser])
def test_whoever_may_not_moderate_decides_nothing(make_person):
    comment = make_comment()

    with pytest.raises(PermissionDenied):
        moderation.approve(comment, by=make_person(), seen=1)

    comment.refresh_from_db()
    assert (comment.status, comment.version) == ("waiting", 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_about_one_version_exactly_one_is_made():
    comment = make_comment()
    people = [make_moderator(), make_moderator()]
    start, results = Barrier(2), {}

    def decide(verb, person):
        start.wait()
        try:
            results[person] = verb(comment, by=person, seen=1).status
        except Outdated as outdated:
            results[person] = outdated.messages[0]
        finally:
            connections.close_all()

    verbs = [moderation.approve, moderation.spam]
    threads = [Thread(target=decide, args=pair) for pair in zip(verbs, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    comment = Comment.objects.get()
    [winner] = [person for person in people if results[person] == comment.status]
    [loser] = [person for person in people if person != winner]
    assert comment.version == 2
    assert f"{winner.username} decided" in results[loser]
    assert Entry.objects.about(comment).exclude(by=None).count() == 1


# Keys.


def heard(act):
    """Return the keys that a transaction touched, as another connection hears them."""
    facts = connection.get_connection_params()
    facts = {name: facts[name] for name in ("dbname", "user", "host", "port") if name in facts}
    with psycopg.connect(**facts, autocommit=True) as listener:
        listener.execute("LISTEN pages")
        act()
        # Notices come in the order of commits: this one comes last.
        listener.execute("NOTIFY pages, 'end'")
        with closing(listener.notifies(timeout=10)) as notices:
            payloads = takewhile(lambda words: words != "end", (row.payload for row in notices))
            return {key for payload in payloads for key in payload.split()}


@pytest.mark.django_db(transaction=True)
def test_what_becomes_public_or_is_decided_touches_the_comment_and_the_thread():
    article = make_open_article()
    moderator = make_moderator()
    made = []

    posted = heard(lambda: made.append(make_comment(article)))
    [comment] = made
    decided = heard(lambda: moderation.reject(comment, by=moderator, seen=1))

    keys = {f"comments.comment:{comment.pk}", f"list:comments:{article.pk}"}
    assert (posted, decided) == (keys, keys)


@pytest.mark.django_db(transaction=True)
def test_a_comment_that_waits_touches_nothing_so_that_nobody_can_empty_the_page_memory():
    article = make_published_article()

    assert heard(lambda: make_comment(article)) == set()


# Facts.


@pytest.mark.parametrize(
    "wrong",
    [{"status": "unknown"}, {"text": ""}, {"name": ""}, {"text": "x" * 10_001}, {"version": 0}],
)
def test_the_database_refuses_what_no_comment_can_be(wrong):
    comment = make_comment()

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(parent=comment)


@pytest.mark.parametrize("status", Comment.Status.values)
def test_public_and_is_public_say_the_same_of_a_public_article(status):
    comment = make_comment()
    Comment.objects.update(status=status)
    comment.refresh_from_db()

    assert Comment.objects.public().exists() == comment.is_public()


def test_the_oldest_that_waits():
    with clock.at(NOON):
        article = make_published_article()
        make_comment(article)
    make_comment(article)

    assert Comment.objects.oldest_waiting() == NOON


def test_a_network_is_a_hash_that_changes_with_the_day_and_covers_a_household():
    with clock.at(NOON):
        same = {network_of({"REMOTE_ADDR": f"2001:db8:1:2::{end}"}) for end in ("1", "ffff:2")}
        neighbour = network_of({"REMOTE_ADDR": "2001:db8:1:3::1"})
        four = network_of({"REMOTE_ADDR": "192.0.2.7"})
        assert network_of({"REMOTE_ADDR": "::ffff:192.0.2.7"}) == four
    with clock.at(NOON + timedelta(days=1)):
        tomorrow = network_of({"REMOTE_ADDR": "192.0.2.7"})

    assert len(same) == 1
    assert len({*same, neighbour, four, tomorrow}) == 4
    assert len(four) == 64
    assert network_of({"REMOTE_ADDR": "rubbish"}) == network_of({}) == ""
