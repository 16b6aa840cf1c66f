"""Screening: each rule with an example that passes and one that doesn't. No database."""

import time

import pytest

from comments import screening
from comments.cards import BADGES
from comments.models import CommentSettings
from comments.screening import Outcome, Sent, screen
from comments.words import places_of, words_in

SETTINGS = CommentSettings(
    refused_networks="192.0.2.0/24",
    held_networks="2001:db8::/32",
    likely_held_from=80,
    likely_spam_from=95,
    held_words="cowards\nbuy now",
    refused_words="idiot\n@bad.example",
    hold_newcomers=True,
    hold_everything=True,
    shortest=5,
    bad_record=50,
)
ADVISED = CommentSettings()


def sent(**facts):
    return Sent(**({"name": "Torsten Ahlgren", "text": "Well done."} | facts))


PASSING_AND_FAILING = [
    (screening.said_before, sent(), sent(said_before=True), Outcome.REFUSED),
    (screening.by_newsroom, sent(), sent(by_newsroom=True), Outcome.APPROVED),
    (screening.too_fast, sent(), sent(in_seconds=1), Outcome.REFUSED),
    (screening.too_fast, sent(in_hour=9), sent(in_hour=10), Outcome.REFUSED),
    (screening.trap_filled, sent(), sent(trap="Cheap hulls"), Outcome.SPAM),
    (screening.trap_filled, sent(trap=""), sent(trap=" "), Outcome.SPAM),
    (
        screening.many_links,
        sent(text="See https://www.example.org/annex.pdf"),
        sent(text="See http://a.example and www.b.example"),
        Outcome.HELD,
    ),
    (
        screening.many_links,
        sent(text="awww.thanks and https:// alone"),
        sent(name="https://a.example", text="HTTPS://B.EXAMPLE"),
        Outcome.HELD,
    ),
    (screening.read_first, sent(), sent(read_first=True), Outcome.HELD),
    (screening.held_words, sent(text="Cowardsgate"), sent(text="You COWARDS!"), Outcome.HELD),
    (screening.held_words, sent(text="buy it now"), sent(text="Buy, now!"), Outcome.HELD),
    (screening.refused_words, sent(text="idiotic"), sent(name="Idiot"), Outcome.REFUSED),
    (
        screening.refused_words,
        sent(email="x@good.example"),
        sent(email="x@bad.example"),
        Outcome.REFUSED,
    ),
    (screening.too_short, sent(text="Quite"), sent(text="+1 !!! …"), Outcome.HELD),
    (screening.bad_record, sent(approved=2, refused=1), sent(approved=1, refused=2), Outcome.HELD),
    (screening.bad_record, sent(refused=2), sent(refused=3), Outcome.HELD),
    (screening.newcomer, sent(approved=1), sent(), Outcome.HELD),
    (screening.too_quick, sent(took=3, text="w" * 51), sent(took=2, text="w" * 51), Outcome.HELD),
    (screening.too_quick, sent(took=0, text="w" * 50), sent(took=0, text="w" * 51), Outcome.HELD),
    (screening.banned, sent(standing="held"), sent(standing="banned"), Outcome.REFUSED),
    (screening.always_held, sent(standing="trusted"), sent(standing="held"), Outcome.HELD),
    (screening.trusted, sent(standing="held"), sent(standing="trusted"), Outcome.APPROVED),
    (
        screening.refused_network,
        sent(address="192.0.3.1"),
        sent(address="192.0.2.255"),
        Outcome.REFUSED,
    ),
    (
        screening.held_network,
        sent(address="2001:db9::1"),
        sent(address="2001:db8:ffff::1"),
        Outcome.HELD,
    ),
    (screening.likely_spam, sent(likely_spam=79.9), sent(likely_spam=80.0), Outcome.HELD),
    (screening.akismet_spam, sent(akismet="ham"), sent(akismet="spam"), Outcome.HELD),
    (
        screening.akismet_silent,
        sent(akismet="nothing", approved=1),
        sent(akismet="nothing"),
        Outcome.HELD,
    ),
    (screening.many_alike, sent(alike=10, approved=1), sent(alike=10), Outcome.HELD),
    (screening.surge, sent(is_surging=True, approved=1), sent(is_surging=True), Outcome.HELD),
    (screening.likely_spam, sent(), sent(likely_spam=97.0), Outcome.SPAM),
]


@pytest.mark.parametrize(("rule", "passing", "failing", "outcome"), PASSING_AND_FAILING)
def test_each_rule_lets_one_example_pass_and_stops_another(rule, passing, failing, outcome):
    assert rule(passing, SETTINGS) is None
    assert rule(failing, SETTINGS).outcome is outcome


def test_what_the_whole_newspaper_holds_is_held_whatever_it_says():
    assert screening.everything(sent(), SETTINGS).outcome is Outcome.HELD
    assert screening.everything(sent(), ADVISED) is None


def test_every_rule_has_an_example_and_a_word_for_moderators():
    rules = {row[0] for row in PASSING_AND_FAILING} | {screening.everything}
    names = {row[0](row[2], SETTINGS).rule for row in PASSING_AND_FAILING} | {"everything"}

    assert rules == set(screening.RULES)
    assert names == set(BADGES)


@pytest.mark.parametrize("verdict", [row[0](row[2], SETTINGS) for row in PASSING_AND_FAILING])
def test_every_reason_is_a_sentence(verdict):
    assert verdict.reason[0].isupper()
    assert verdict.reason.endswith(".")


def test_a_comment_that_no_rule_speaks_of_is_approved():
    found = screen(sent(), ADVISED)

    assert (found.outcome, found.kept) == (Outcome.APPROVED, [])


def test_the_first_verdict_decides_and_every_reason_is_kept():
    found = screen(sent(trap="x", text="www.a.example www.b.example", read_first=True), ADVISED)

    assert found.outcome is Outcome.SPAM
    assert [verdict["rule"] for verdict in found.kept] == ["trap", "links", "read first"]


def test_an_answer_of_the_newsroom_stands_at_once_whatever_the_later_rules_say():
    found = screen(sent(by_newsroom=True, in_seconds=1, read_first=True), ADVISED)

    assert found.outcome is Outcome.APPROVED


def test_what_was_said_before_is_refused_before_it_can_be_stored_as_spam():
    assert screen(sent(said_before=True, trap="x"), ADVISED).outcome is Outcome.REFUSED


def test_a_text_of_nothing_but_links_is_counted_quickly_and_exactly():
    found = screening.many_links(sent(text="http://a.example " * 500), ADVISED)

    assert "500 links" in found.reason


def test_our_advice_stops_nothing_that_people_ordinarily_write():
    assert screen(sent(text="Hm."), ADVISED).outcome is Outcome.APPROVED


def test_a_verdict_keeps_its_rule_its_version_and_the_words_that_matched():
    settings = CommentSettings(held_words="cowards\nmoon", version=7)

    [kept] = screen(sent(text="Cowards on the moon, cowards."), settings).kept

    assert kept == {
        "rule": "held words",
        "reason": "It holds words that a person looks at first: “cowards”, “moon”.",
        "version": 7,
        "matched": ["cowards", "moon"],
    }


def test_words_are_found_inside_of_others_when_the_newspaper_says_so_as_in_wordpress():
    settings = CommentSettings(refused_words="press", inside_words=True)

    assert screening.refused_words(sent(text="WordPress"), settings).matched == ("press",)
    assert (
        screening.refused_words(sent(text="WordPress"), CommentSettings(refused_words="press"))
        is None
    )


def test_a_list_of_sixty_thousand_words_is_looked_through_at_once():
    entries = "\n".join(f"word{number}" for number in range(60_000))
    text = "many words " * 900 + "word9999"

    words_in("", entries, inside=False), words_in("", entries, inside=True)  # They are sorted once.
    began = time.process_time()  # Whatever else runs beside us.
    found = words_in(text, entries, inside=False), words_in(text, entries, inside=True)

    assert found[0] == ["word9999"]
    assert "word9999" in found[1]
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "matched", "pieces"),
    [
        ("You COWARDS!", ["cowards"], [("You ", False), ("COWARDS", True), ("!", False)]),
        ("buy, now", ["buy now"], [("buy, now", True)]),
        ("a <b> c", [], [("a <b> c", False)]),
        ("😀 x", ["😀"], [("😀", True), (" x", False)]),
    ],
)
def test_matched_words_are_found_again_in_the_text(text, matched, pieces):
    assert places_of(text, matched) == pieces
