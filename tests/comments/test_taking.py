"""Taking a comment: the first status, what is refused, and what is written."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from articles import publishing
from comments.models import Comment
from comments.moderation import Refused
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, make_public_comment
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


def deeds(comment):
    return list(Entry.objects.about(comment).order_by("pk").values_list("verb", "by"))


def rules_of(comment):
    return [verdict["rule"] for verdict in comment.verdicts]


def test_below_a_moderated_article_a_comment_waits_and_says_why():
    comment = make_comment(make_published_article())

    assert (comment.status, comment.version, comment.decided_at) == ("waiting", 1, None)
    assert comment.verdicts == [
        {
            "rule": "read first",
            "reason": "Comments here are read by a person first.",
            "version": 1,
            "matched": [],
        }
    ]


def test_below_an_open_article_a_comment_is_public_at_once():
    comment = make_comment(make_open_article())

    assert (comment.status, comment.verdicts) == ("approved", [])


def test_posting_writes_one_entry_that_holds_no_name():
    comment = make_comment(make_open_article(headline="Ice"), name="Torsten Ahlgren")

    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.by, entry.detail) == (
        "posted",
        None,
        {"status": "approved", "rules": []},
    )
    assert entry.label == f"Comment {comment.pk} below “Ice”"


def test_two_links_wait_below_an_open_article():
    comment = make_comment(make_open_article(), text="www.a.example www.b.example")

    assert (comment.status, rules_of(comment)) == ("waiting", ["links"])


def test_the_trap_makes_it_spam():
    assert make_comment(make_open_article(), trap="x").status == "spam"


@pytest.mark.parametrize("same", [{"name": "torsten ahlgren"}, {"email": "T@example.org"}])
def test_the_same_words_of_the_same_person_are_refused_within_a_day(same):
    article = make_open_article()
    make_comment(article, name="Torsten Ahlgren", email="t@example.org", text="Well done.")

    with pytest.raises(Refused, match="We have this comment already") as refused:
        make_comment(article, **{"name": "Another", "text": "Well done."} | same)

    assert refused.value.status == 409
    assert Comment.objects.count() == 1


def test_the_same_words_are_taken_from_another_person_at_another_place_and_a_day_later():
    article = make_open_article()
    with clock.at(NOON):
        first = make_comment(make_open_article(at=NOON - timedelta(days=2)), text="Thanks.")
    make_comment(article, text="Thanks.")
    make_comment(article, name="Another", text="Thanks.")
    other = make_public_comment(article, text="A question.")
    make_comment(article, text="Thanks.", parent=other)
    with clock.at(NOON + timedelta(days=1)):
        make_comment(first.article, text="Thanks.")

    assert Comment.objects.filter(text="Thanks.").count() == 5


def test_a_second_comment_from_a_network_is_refused_for_15_seconds():
    article = make_open_article(at=NOON - timedelta(days=1))
    with clock.at(NOON):
        make_comment(article, network="a")
        make_comment(article, network="b")
    with (
        clock.at(NOON + timedelta(seconds=14)),
        pytest.raises(Refused, match="a moment ago") as refused,
    ):
        make_comment(article, network="a")
    with clock.at(NOON + timedelta(seconds=15)):
        make_comment(article, network="a")

    assert refused.value.status == 429
    assert Comment.objects.count() == 3


def test_the_eleventh_comment_from_a_network_within_an_hour_is_refused():
    article = make_open_article(at=NOON - timedelta(days=1))
    for minute in range(10):
        with clock.at(NOON + timedelta(minutes=minute)):
            make_comment(article, network="a")

    with clock.at(NOON + timedelta(minutes=59)), pytest.raises(Refused, match="within this hour"):
        make_comment(article, network="a")
    with clock.at(NOON + timedelta(minutes=60)):
        make_comment(article, network="a")

    assert Comment.objects.count() == 11


def test_the_answer_of_the_articles_author_is_public_at_once():
    login = make_author_login()
    author = make_author("Vera Lund", login=login)
    article = make_published_article(bylines=[author.pk])

    comment = make_comment(article, by=login)

    assert (comment.status, comment.by) == ("approved", login)
    assert deeds(comment) == [("posted", login.pk)]


def test_the_answer_of_somebody_else_who_writes_waits_like_a_readers():
    assert make_comment(make_published_article(), by=make_contributor()).status == "waiting"


def test_an_article_that_is_not_public_takes_no_comments():
    editor = make_editor()
    withdrawn = publishing.withdraw(make_open_article(), by=editor, reason="It was wrong.")
    scheduled = make_open_article(at=clock.now() + timedelta(days=1))
    closed = make_published_article(comments="closed")

    statuses = []
    for article in (withdrawn, scheduled, make_article(comments="open"), closed):
        with pytest.raises(Refused) as refused:
            make_comment(article)
        statuses.append(refused.value.status)

    assert statuses == [410, 404, 404, 403]
    assert Comment.objects.count() == 0


def test_an_answer_needs_a_public_comment_below_the_same_article():
    article = make_published_article()
    elsewhere = make_public_comment()
    waiting = make_comment(article)

    for parent, words in ((elsewhere, "another article"), (waiting, "isn’t public any more")):
        with pytest.raises(Refused, match=words):
            make_comment(article, parent=parent)

    assert make_comment(article, parent=make_public_comment(article)).parent is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_comments_of_one_moment_and_network_exactly_one_is_taken():
    article = make_open_article()
    start, results = Barrier(2), []

    def send(words):
        start.wait()
        try:
            results.append(make_comment(article, text=words, network="a").status)
        except Refused as refused:
            results.append(refused.status)
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=[words]) for words in ("One.", "Two.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == [429, "approved"]
    assert Comment.objects.count() == 1
