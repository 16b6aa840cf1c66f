"""Long threads: parts by key, orders, depth, permalinks, and counts that stay exact."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from comments import moderation
from comments.models import Comment
from comments.models.tally import Tally
from comments.moderation import Outdated
from comments.threads import thread_of
from press import clock
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.factories import NOON, make_moderator

pytestmark = pytest.mark.django_db


def make_thread(many, article=None, **facts):
    """So many conversations, one a minute, the last at NOON."""
    article = article or make_open_article(at=NOON - timedelta(days=2))
    made = []
    for number in range(many):
        with clock.at(NOON - timedelta(minutes=many - number - 1)):
            made.append(make_comment(article, text=f"Number {number}.", **facts))
    return article, made


def shown(response):
    return [int(pk) for pk in re.findall(r'<li class="reply" id="c(\d+)"', page(response))]


def page(response):
    return response.content.decode()


def follow(client, response, words):
    link = re.search(rf'href="([^"]*)"[^>]*>\s*{words}', page(response))
    return client.get(link[1].replace("&amp;", "&")) if link else None


def keys(comments):
    return [comment.pk for comment in comments]


@pytest.mark.parametrize("order", ["oldest", "newest", "recommended"])
def test_every_reply_is_on_exactly_one_part_in_each_order(client, order):
    article, made = make_thread(45)
    for number, comment in enumerate(made):
        Comment.objects.filter(pk=comment.pk).update(recommended=number % 4)
    wanted = {
        "oldest": keys(made),
        "newest": keys(made[::-1]),
        "recommended": list(
            Comment.objects.order_by("-recommended", "-pk").values_list("pk", flat=True)
        ),
    }[order]

    part, found = client.get(f"{article.get_absolute_url()}comments/?order={order}"), []
    while part is not None:
        found.append(shown(part))
        part = follow(client, part, "Further replies")

    assert [len(each) for each in found] == [20, 20, 5]
    assert [pk for each in found for pk in each] == wanted


def test_the_article_shows_the_first_part_in_the_order_of_the_newspaper(client):
    set_rules(order="newest")
    article, made = make_thread(21)

    response = client.get(article.get_absolute_url())

    assert shown(response) == keys(made[:0:-1])
    assert re.search(r'id="replies-title">\s*21 replies\s*<', page(response))


@pytest.mark.parametrize("query", ["?order=rubbish", "?order=newest&after=", "?x=1"])
def test_rubbish_in_the_address_shows_the_first_part(client, query):
    article, _made = make_thread(3)

    assert len(shown(client.get(f"{article.get_absolute_url()}comments/{query}"))) == 3


@pytest.mark.parametrize("after", ["x", "1", "1-2-3", "-", "٣-1", "9" * 40 + "-1"])
@pytest.mark.parametrize("order", ["oldest", "recommended"])
def test_a_key_that_is_none_finds_nothing_and_breaks_nothing(client, order, after):
    article, _made = make_thread(1)

    response = client.get(f"{article.get_absolute_url()}comments/?order={order}&after={after}")

    assert response.status_code in {200, 404}
    assert shown(response) == [] or order == "recommended"


def test_a_long_conversation_shows_its_first_answers_and_goes_on_at_its_own_address(client):
    article, [root] = make_thread(1)
    answers = []
    for number in range(61):
        with clock.at(NOON + timedelta(minutes=number)):
            answers.append(make_comment(article, text=f"Answer {number}.", parent=root))

    first = client.get(article.get_absolute_url())
    conversation = follow(client, first, "51 further answers")
    rest = follow(client, conversation, "Further answers")

    assert shown(first) == keys([root, *answers[:10]])
    assert shown(conversation) == keys([root, *answers[:50]])
    assert shown(rest) == keys([root, *answers[50:]])
    assert "61 answers" in page(rest)


def test_a_part_ends_with_the_conversation_that_fills_it(client):
    article, made = make_thread(7)
    for root in made:
        copy_replies(article, root, conversations=0, answers=12)

    first = client.get(article.get_absolute_url())
    rest = follow(client, first, "Further replies")

    assert [pk for pk in shown(first) if pk in keys(made)] == keys(made[:5])
    assert [pk for pk in shown(rest) if pk in keys(made)] == keys(made[5:])
    assert len(shown(first)) == 5 * 11
    on_article = f"{article.get_absolute_url()}#c{made[4].pk}"
    assert client.get(made[4].get_absolute_url())["Location"] == on_article
    place = client.get(made[5].get_absolute_url())["Location"]
    assert place == f"/comments/{made[5].pk}/thread/#c{made[5].pk}"


def test_a_permalink_leads_to_the_part_that_shows_the_comment(client):
    article, made = make_thread(25)
    answers = [
        make_comment(article, text=f"Answer {number}.", parent=made[0]) for number in range(55)
    ]

    for comment in (made[0], made[24], answers[0], answers[9], answers[10], answers[54]):
        place = client.get(comment.get_absolute_url())["Location"]
        assert place.endswith(f"#c{comment.pk}")
        assert comment.pk in shown(client.get(place))
    on_article = f"{article.get_absolute_url()}#c{answers[9].pk}"
    assert client.get(answers[9].get_absolute_url())["Location"] == on_article


def test_an_answer_on_a_later_part_says_whom_it_answers(client):
    article, [root] = make_thread(1)
    first = make_comment(article, name="Vera Lund", text="First.", parent=root)
    for number in range(50):
        make_comment(article, text=f"Answer {number}.", parent=root)
    last = make_comment(article, text="Last.", parent=first)

    response = client.get(client.get(last.get_absolute_url())["Location"])

    assert "to <bdi>Vera Lund</bdi>" in page(response)


def test_answers_are_indented_as_deep_as_the_newspaper_wants_and_flat_beyond():
    set_rules(depth=3)
    article = make_open_article()
    above, texts = None, ["one", "two", "three", "four", "five"]
    for text in texts:
        above = make_comment(article, name=text.title(), text=text, parent=above)

    [one] = thread_of(type(article).objects.for_reading().get(pk=article.pk)).roots
    [two] = one.answers

    assert [(reply.comment.text, reply.to, reply.level) for reply in two.answers] == [
        ("three", "", 3),
        ("four", "Three", 3),
        ("five", "Four", 3),
    ]


def test_a_conversation_whose_article_or_replies_are_gone_is_not_found(client):
    comment = make_public_comment()
    address = f"/comments/{comment.pk}/thread/"
    assert client.get(address).status_code == 200

    moderation.reject(comment, by=make_moderator(), seen=comment.version)

    assert client.get(address).status_code == 404


def test_a_thread_of_33_000_replies_opens_with_as_many_queries_and_rows_as_one_of_three(
    client,
):
    article, [root, *_others] = make_thread(3)
    make_comment(article, parent=root)
    address = f"{article.get_absolute_url()}comments/"
    with CaptureQueriesContext(connection) as few:
        small = client.get(address)
    copy_replies(article, root, conversations=16_500, answers=16_500)

    with CaptureQueriesContext(connection) as many:
        large = client.get(address)

    assert len(many) == len(few) <= 8 + 1  # Breaking news, which a server knows by heart.
    assert len(shown(small)) == 4
    assert len(shown(large)) == 30
    assert re.search(r"33,004 replies", page(large))


COPIES = """
INSERT INTO comments_comment (
    article_id, parent_id, root_id, name, email, text, status, version, verdicts, created_at,
    network
)
SELECT %(article)s, %(parent)s, %(parent)s, 'Torsten', '', 'Words ' || n, 'approved', 1, '[]',
       %(at)s::timestamptz + n * interval '1 second', ''
FROM generate_series(1, %(many)s) AS n
"""


def copy_replies(article, root, *, conversations, answers):
    facts = {"article": article.pk, "at": NOON}
    with connection.cursor() as cursor:
        cursor.execute(COPIES, facts | {"parent": None, "many": conversations})
        cursor.execute(COPIES, facts | {"parent": root.pk, "many": answers})
    Comment.objects.filter(pk=root.pk).update(public_answers=F("public_answers") + answers)
    Tally.objects.filter(article=article).update(public=F("public") + conversations + answers)


@pytest.mark.parametrize("mode", ["auto", "force_generic_plan"])
def test_a_plan_from_the_days_of_one_reply_serves_a_thread_of_33_000(mode):
    article = make_open_article()
    root = make_public_comment(article, text="The first.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment")
        cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
        cursor.execute("SET LOCAL statement_timeout = '20s'")
    thread_of(article)
    copy_replies(article, root, conversations=300, answers=33_000)

    assert thread_of(article).count == 33_301


# Counts.


def counted(article):
    return Tally.objects.get(article=article).public


def test_the_count_follows_every_verb():
    moderator = make_moderator()
    article = make_open_article()
    root = make_comment(article)
    answer = make_comment(article, parent=root)
    held = make_comment(article, text="www.a.example www.b.example")
    assert counted(article) == 2

    moderation.approve(held, by=moderator, seen=1)
    moderation.reject(root, by=moderator, seen=1)
    moderation.spam(root, by=moderator, seen=2)
    assert counted(article) == 2
    moderation.bin(answer, by=moderator, seen=1)
    root.refresh_from_db()

    assert (counted(article), root.public_answers) == (1, 0)


def test_what_is_copied_in_is_counted():
    article, [root] = make_thread(1)

    copy_replies(article, root, conversations=2, answers=3)

    root.refresh_from_db()
    assert (counted(article), root.public_answers) == (6, 3)


@pytest.mark.django_db(transaction=True)
def test_counts_stay_exact_when_many_post_approve_and_delete_at_the_same_moment():
    article = make_open_article()
    root = make_comment(article)
    moderators = [make_moderator() for _number in range(6)]
    start = Barrier(6)

    def work(moderator):
        start.wait()
        try:
            for number in range(8):
                words = f"{moderator.pk} {number}"
                mine = make_comment(article, name=words, text=words, parent=root)
                present = Comment.objects.get(pk=root.pk)
                for verb in (moderation.reject, moderation.approve)[:: 1 if number % 2 else -1]:
                    try:
                        verb(present, by=moderator, seen=present.version)
                    except Outdated:
                        present.refresh_from_db()
                if number % 3 == 0:
                    moderation.bin(mine, by=moderator, seen=1)
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=[moderator]) for moderator in moderators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    root.refresh_from_db()
    assert Comment.objects.count() == 6 * 8 + 1
    assert root.public_answers == Comment.objects.public().filter(root=root).count() == 6 * 5
    assert counted(article) == Comment.objects.public().filter(article=article).count()
