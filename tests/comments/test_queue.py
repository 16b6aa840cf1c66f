"""The moderators' queues at the desk, as moderators use them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import moderation, reporting
from comments.cards import orders_in
from comments.models import Comment
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import (
    NOON,
    make_author_login,
    make_contributor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db

QUEUE = "/desk/comments/comment/"


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def seen(comment):
    return f"{comment.pk}:{comment.version}"


def press(client, decide, *ticked, queue=QUEUE):
    """Press a button of the queue and return the page that follows."""
    data = {"decide": decide, "selected": [seen(comment) for comment in ticked]}
    return client.post(queue, data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def shown(response):
    return [card.comment.text for card in response.context["cards"]]


def statuses(*comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


# What is seen.


def test_the_queue_opens_on_what_waits_the_oldest_first(client, moderator):
    with clock.at(NOON):
        article = make_published_article()
        make_comment(article, text="older")
    with clock.at(NOON + timedelta(minutes=10)):
        make_comment(article, text="newer")
    make_public_comment(article, text="decided")

    with clock.at(NOON + timedelta(minutes=41)):
        response = client.get(QUEUE)

    assert shown(response) == ["older", "newer"]
    assert "<strong>41\xa0minutes</strong>" in response.content.decode()


def test_each_status_has_its_queue_and_its_count(client, moderator):
    made = {
        "waiting": make_comment(text="waiting"),
        "approved": make_public_comment(text="approved"),
        "rejected": moderation.reject(make_comment(text="rejected"), by=moderator, seen=1),
        "spam": make_comment(make_open_article(), text="spam", trap="x"),
        "binned": moderation.bin(make_comment(text="binned"), by=moderator, seen=1),
    }

    for status in made:
        assert shown(client.get(QUEUE, {"queue": status})) == [status]
    response = client.get(QUEUE, {"queue": "all"})
    assert len(shown(response)) == 5
    assert [count for _query, _name, count, _shown in response.context["tabs"]] == [
        *("1", "0", "0", "1", "1", "1", "1", "")
    ]


def test_a_card_shows_all_that_a_decision_needs(client, moderator):
    article = make_open_article(headline="Half a working week")
    parent = make_comment(article, name="Vera Lund", text="Tell that to a roofer.")
    for text in ("One.", "Two."):
        make_comment(article, text=text, email="p@example.org")
    text = "My father was one.\n\nwww.a.example www.b.example " + "end " * 500
    facts = {"name": "P. Okonjo", "email": "p@example.org", "text": text}
    comment = make_comment(article, parent=parent, **facts)

    page = client.get(QUEUE).content.decode()

    for words in (
        f'<a href="{article.get_absolute_url()}">Half a working week</a>',
        "Vera Lund wrote:",
        "Tell that to a roofer.",
        "<p>My father was one.</p>",
        "end " * 499,
        "It has 2 links; more than 1 are read by a person first.",
        "P. Okonjo",
        "p@example.org",
        "2 approved, 0 rejected, 0 spam",
        f"?queue=all&amp;person={comment.pk}",
    ):
        assert words in page


def test_everything_by_one_person_can_be_seen(client, moderator):
    hers = make_comment(text="hers", email="p@example.org")
    make_comment(text="others", email="q@example.org")

    assert shown(client.get(QUEUE, {"queue": "all", "person": hers.pk})) == ["hers"]
    assert shown(client.get(QUEUE, {"queue": "all", "person": "999999"})) == []
    assert shown(client.get(QUEUE, {"q": "others"})) == ["others"]


def test_words_of_readers_are_escaped(client, moderator):
    make_comment(text="<script>x</script>", name="<i>")

    page = client.get(QUEUE).content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_the_queue_has_no_inline_style_and_no_script_of_its_own(client, moderator):
    make_comment()

    page = client.get(QUEUE).content.decode()

    cards = page[page.index('class="bulk"') : page.index("</form>", page.index('class="bulk"'))]
    assert "style=" not in cards
    assert "<script" not in cards


def test_the_queue_costs_the_same_for_3_and_for_30_comments(client, moderator):
    costs = []
    client.get(QUEUE)  # The first visit of a session is written down.
    for number in (3, 22):
        for n in range(number):
            article = make_open_article()
            parent = make_comment(article)
            make_comment(
                article,
                text=f"www.a{number}-{n}.example www.b.example",
                name=f"P{n}",
                parent=parent,
                email=f"{number}.{n}@example.org",
            )
        with CaptureQueriesContext(connection) as queries:
            response = client.get(QUEUE)
        costs.append(len(queries))

    assert len(shown(response)) == 25
    assert costs[0] == costs[1]
    assert costs[0] <= 12


def test_a_long_queue_goes_on_on_further_pages(client, moderator):
    article = make_published_article()
    for _number in range(26):
        make_comment(article)

    first = client.get(QUEUE)
    second = client.get(QUEUE + first.context["next_page"])

    assert (len(shown(first)), len(shown(second))) == (25, 1)
    assert second.context["former_page"]
    assert not second.context["next_page"]


@pytest.mark.parametrize("query", ["?queue=rubbish", "?p=999", "?email__exact=%FF", "?x=1", "?e=1"])
def test_rubbish_in_the_address_is_no_error(client, moderator, query):
    make_comment()

    assert client.get(QUEUE + query, follow=True).status_code == 200


def test_what_a_rule_holds_stands_apart_from_what_nobody_has_read_yet(client, moderator):
    make_comment(text="nobody has read it")
    make_comment(text="www.a.example www.b.example")

    response = client.get(QUEUE, {"queue": "held"})

    assert shown(response) == ["www.a.example www.b.example"]
    assert len(shown(client.get(QUEUE))) == 2
    tabs = {query: count for query, _name, count, _shown in response.context["tabs"]}
    assert (tabs["?queue=waiting"], tabs["?queue=held"]) == ("2", "1")


def test_a_report_puts_a_public_comment_before_moderators_until_one_answers_it(client, moderator):
    public = make_public_comment(text="Cowards, all of them.")
    make_public_comment(text="Nobody minds.")
    for address in ("192.0.2.7", "198.51.100.1"):
        reporting.report(public, {"REMOTE_ADDR": address}, reason="insult", text="He means me.")

    queue = f"{QUEUE}?queue=reported"
    response = client.get(queue)
    page = response.content.decode()
    assert shown(response) == ["Cowards, all of them."]
    assert page.count("He means me.") == 2
    assert "It insults or threatens somebody" in page

    public.refresh_from_db()
    [words] = said(press(client, f"keep:{seen(public)}", queue=queue))

    assert words.startswith("The comment of Torsten Ahlgren stays, and its reports are closed.")
    assert shown(client.get(queue)) == []
    assert statuses(public) == ["approved"]


# What is decided.


@pytest.mark.parametrize(
    ("verb", "status", "sentence"),
    [
        ("approve", "approved", "The comment of Torsten Ahlgren is public."),
        ("reject", "rejected", "The comment of Torsten Ahlgren is rejected."),
        ("spam", "spam", "The comment of Torsten Ahlgren is marked as spam."),
        ("bin", "binned", "The comment of Torsten Ahlgren is in the bin."),
    ],
)
def test_a_button_of_a_card_decides_about_that_comment(client, moderator, verb, status, sentence):
    comment, other = make_comment(), make_comment()
    page = client.get(QUEUE).content.decode()
    assert f'value="{verb}:{seen(comment)}"' in page

    response = press(client, f"{verb}:{seen(comment)}", other)

    assert statuses(comment, other) == [status, "waiting"]
    [words] = said(response)
    assert words.startswith(sentence)
    assert Entry.objects.about(comment).first().by == moderator


def test_a_decision_is_taken_back_from_its_queue_and_the_moderator_stays_there(client, moderator):
    comment = moderation.spam(make_comment(), by=moderator, seen=1)
    queue = f"{QUEUE}?queue=spam"

    response = press(client, f"restore:{seen(comment)}", queue=queue)

    assert statuses(comment) == ["waiting"]
    assert response.redirect_chain == [(queue, 302)]


def test_all_that_is_ticked_is_decided_and_each_gets_its_sentence(client, moderator):
    comments = [make_comment(name=name) for name in ("Anna", "Bela", "Carl")]

    response = press(client, "approve", *comments[:2])

    assert statuses(*comments) == ["approved", "approved", "waiting"]
    assert [words.split(" is ")[0] for words in said(response)] == [
        "The comment of Anna",
        "The comment of Bela",
    ]


def test_what_changed_since_it_was_on_the_screen_is_left_alone_and_said(client, moderator):
    stale, fresh = make_comment(name="Anna"), make_comment(name="Bela")
    other = make_moderator()
    moderation.reject(Comment.objects.get(pk=stale.pk), by=other, seen=1)

    response = press(client, "approve", stale, fresh)

    assert statuses(stale, fresh) == ["rejected", "approved"]
    first, second = said(response)
    assert f"{other.username} decided about this comment meanwhile" in first
    assert first.startswith("Nothing changed for the comment of Anna.")
    assert second.startswith("The comment of Bela is public.")


@pytest.mark.parametrize(
    ("decide", "ticked"),
    [
        ("approve", []),
        ("", ["1:1"]),
        ("rubbish", ["1:1"]),
        ("approve:", []),
        ("approve:1", []),
        ("approve", ["abc", "1", "1:x", "\0", "٣:1", "9" * 30 + ":1"]),
    ],
)
def test_rubbish_in_a_button_decides_nothing_and_says_so(client, moderator, decide, ticked):
    comment = make_comment()

    response = client.post(QUEUE, {"decide": decide, "selected": ticked}, follow=True)

    assert orders_in(decide, ticked) == []
    assert said(response) == ["Nothing was decided: tick comments first, then choose what to do."]
    assert statuses(comment) == ["waiting"]


def test_a_comment_that_is_gone_is_reported(client, moderator):
    response = press(client, "approve:999999999999999999:999999999")

    assert said(response) == ["A comment that you decided about doesn’t exist any more."]


# Who may.


def test_whoever_may_only_read_articles_sees_no_queue(client):
    for person in (make_contributor(), make_author_login()):
        client.force_login(person)
        comment = make_comment()

        assert client.get(QUEUE).status_code == 403
        assert press(client, f"approve:{seen(comment)}").status_code == 403
        assert statuses(comment) == ["waiting"]


def test_nobody_adds_changes_or_deletes_a_comment_here(client, moderator):
    parent = make_public_comment(text="A question.")
    comment = make_comment(parent.article, text="As it was.", parent=parent)
    one = f"{QUEUE}{comment.pk}/"

    assert client.get(f"{QUEUE}add/").status_code == 403
    assert client.post(f"{one}delete/").status_code == 403
    assert (
        client.post(f"{one}change/", {"text": "Changed", "status": "approved"}).status_code == 403
    )
    page = client.get(f"{one}change/").content.decode()
    assert "As it was." in page
    assert "A question." in page
    assert "Comments here are read by a person first." in page
    assert "<textarea" not in page
    comment.refresh_from_db()
    assert (comment.text, comment.status) == ("As it was.", "waiting")


def test_what_was_decided_can_be_read(client, moderator):
    comment = moderation.approve(make_comment(), by=moderator, seen=1)

    page = client.get(f"{QUEUE}{comment.pk}/history/").content.decode()

    assert "approved" in page
    assert moderator.username in page


def test_a_post_without_a_token_is_refused(moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    comment = make_comment()

    assert press(client, f"approve:{seen(comment)}").status_code == 403
    assert statuses(comment) == ["waiting"]
