"""The kept counts of the queues: exact after every way in which a comment can come, move and go."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from comments import moderation, own, queues, reporting
from comments.models import Comment, QueueCount
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import make_moderator, make_published_article

READER = {"REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": "Firefox"}
TWO_LINKS = "www.a.example www.b.example"


def counted():
    """What the kept counts must be, asked of the comments themselves."""
    return {
        name: Comment.objects.filter(**queue.facts).count()
        for name, queue in queues.BY_NAME.items()
    }


@pytest.mark.django_db
def test_counts_follow_every_verb_and_whatever_else_changes_rows():
    moderator, article = make_moderator(), make_open_article()
    plain, held = make_comment(), make_comment(article, text=TWO_LINKS)
    public = make_public_comment(article)
    spam = make_comment(article, trap="x", text="Buy.")
    assert queues.counts() == counted()
    assert (queues.counts()["waiting"], queues.counts()["held"]) == (2, 1)

    moderation.approve(held, by=moderator, seen=1)
    moderation.bin(spam, by=moderator, seen=1)
    own.change(public, text=f"Better: {TWO_LINKS}", seen=1)
    Comment.objects.update(recommended=F("recommended") + 1)
    assert queues.counts() == counted()
    assert (queues.counts()["held"], queues.counts()["binned"]) == (1, 1)

    reporting.report(public, READER, reason="other")
    assert queues.counts() == counted()
    assert queues.counts()["reported"] == 1

    plain.article.delete()
    public.delete()
    assert queues.counts() == counted()
    assert (queues.counts()["waiting"], queues.counts()["reported"]) == (0, 0)


@pytest.mark.django_db
def test_folding_changes_no_count_and_leaves_a_row_for_a_queue():
    for _number in range(3):
        make_comment(text=TWO_LINKS + str(_number))
    before = queues.counts()

    queues.fold()
    queues.fold()

    assert queues.counts() == before == counted()
    assert QueueCount.objects.count() == 2


@pytest.mark.django_db
def test_the_counts_ask_one_small_table_only():
    make_comment()

    with CaptureQueriesContext(connection) as queries:
        queues.counts()

    [query] = queries
    assert "comments_comment" not in query["sql"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_each():
    article = make_published_article()
    moderator = make_moderator()

    def post_and_decide(number):
        try:
            comment = make_comment(article, text=f"From hand {number}.", name=f"N{number}")
            if number % 2:
                moderation.approve(comment, by=moderator, seen=1)
            queues.fold()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        list(hands.map(post_and_decide, range(40)))

    assert queues.counts() == counted()
    assert (queues.counts()["waiting"], queues.counts()["approved"]) == (20, 20)
