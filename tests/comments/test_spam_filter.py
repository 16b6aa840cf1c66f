"""The spam filter: it learns from decisions, is measured, explains itself and refuses nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import learning, moderation
from comments.likelihood import learn, words_of
from comments.models import Classifier
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, set_rules
from tests.comments.test_rules import AS_ADVISED, RULES
from tests.factories import make_contributor, make_moderator

PAGE = "/desk/comments/comment/filter/"
SPAM = "Best casino bonus {n}, free spins at https://win{n}.casino.example/now"
HONEST = "The council spent the money on the school roof in the year {n}, as it said."


@pytest.fixture
def moderator(client, db):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def decide_many(moderator, each=60):
    article = make_open_article()
    for n in range(each):
        spam = make_comment(article, text=SPAM.format(n=n))
        moderation.spam(spam, by=moderator, seen=1)
        honest = make_comment(article, text=HONEST.format(n=n), email="reader@example.org")
        moderation.reject(honest, by=moderator, seen=1)
        moderation.approve(honest, by=moderator, seen=2)


# The arithmetic, without a database.


def test_words_links_and_mail_domains_are_what_counts():
    words = words_of("Look: https://www.Casino.example/a?b and WWW.two.example", "a@Mail.example")

    assert words == {
        *("look", "and", "links:2", "mail:mail.example"),
        *("link:casino.example", "link:two.example"),
    }


def test_what_speaks_for_spam_is_named_and_small_words_do_not_outvote_it():
    spam = [words_of(f"casino bonus now {n}") for n in range(20)]
    honest = [words_of(f"the school roof was mended {n}") for n in range(20)]
    learned = learn(spam, honest)

    bad = learned.likelihood(words_of("Casino bonus!"))
    good = learned.likelihood(words_of("They mended the roof."))
    unknown = learned.likelihood(words_of("Quite another matter."))

    assert bad.share > 0.99
    assert set(bad.words) == {"casino", "bonus"}
    assert good.share < 0.01
    assert (unknown.share, unknown.words) == (0.5, ())


def test_words_of_one_or_two_comments_are_not_kept():
    learned = learn([words_of("casino Torsten")] * 2 + [words_of("casino")], [words_of("roof")])

    assert set(learned.weights) == {"casino"}


# In the newsroom.


def test_it_learns_from_people_only_and_is_measured_on_what_it_never_saw(moderator):
    decide_many(moderator)
    article = make_open_article()
    for n in range(60):
        make_comment(article, text=f"Unread words {n}", trap="x")

    version = learning.learn()

    assert (version.spam + version.approved + version.held_out) == 120
    assert 20 <= version.held_out <= 28
    assert "unread" not in version.weights
    at_90 = next(row for row in version.measures if row.percent == 90)
    assert (at_90.precision, at_90.recall) == (100, 100)
    assert Entry.objects.about(version).get().verb == "learned"


def test_it_only_watches_until_a_rule_gives_it_a_certainty_and_never_refuses(moderator):
    decide_many(moderator)
    learning.learn()
    article = make_open_article()
    set_rules(links_at_most=5, alike_at_most=1000, surge_at_most=1000)
    text = SPAM.format(n=99)
    assert make_comment(article, text=text, name="A").status == "approved"

    set_rules(likely_held_from=80)
    held = make_comment(article, text=text, name="B")
    set_rules(likely_spam_from=95)
    spam = make_comment(article, text=text, name="C")
    honest = make_comment(article, text=HONEST.format(n=99), name="D")

    assert (held.status, spam.status, honest.status) == ("waiting", "spam", "approved")
    [verdict] = held.verdicts
    assert verdict["rule"] == "likely spam"
    assert {"casino", "bonus"} <= set(verdict["matched"])


def test_asking_it_costs_one_query_that_is_small(moderator):
    decide_many(moderator)
    learning.learn()
    learning.newest_words()

    with CaptureQueriesContext(connection) as queries:
        assert learning.newest_words().weights

    [query] = queries
    assert "weights" not in query["sql"]


def test_a_certainty_is_rehearsed(client, moderator):
    decide_many(moderator)
    learning.learn()
    client.get("/desk/comments/commentsettings/")

    response = client.post(RULES, AS_ADVISED | {"likely_held_from": "90"}, follow=True)

    [finding] = response.context["adminform"].form.rehearsal.findings
    assert (finding.before, finding.stopped) == (0, 60)
    assert (finding.approved, finding.turned_down) == (0, 60)


def test_moderators_see_what_it_learned(client, moderator):
    assert "Nothing is learned yet." in client.get(PAGE).content.decode()
    assert "It needs fifty" in client.post(PAGE, follow=True).content.decode()
    decide_many(moderator)

    page = client.post(PAGE, follow=True).content.decode()

    assert "It has learned from the latest decisions." in page
    assert "<bdi>casino</bdi>" in page
    assert "100.0 %" in page
    assert Classifier.objects.count() == 1
    client.force_login(make_contributor())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
