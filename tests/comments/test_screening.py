"""Screening: each rule with an example that passes and one that doesn't. No database."""

import pytest

from comments import screening
from comments.screening import Outcome, Sent, screen


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
]


@pytest.mark.parametrize(("rule", "passing", "failing", "outcome"), PASSING_AND_FAILING)
def test_each_rule_lets_one_example_pass_and_stops_another(rule, passing, failing, outcome):
    assert rule(passing) is None
    assert rule(failing).outcome is outcome


def test_every_rule_has_an_example_and_a_word_for_moderators():
    assert {row[0] for row in PASSING_AND_FAILING} == set(screening.RULES)
    assert {row[0](row[2]).rule for row in PASSING_AND_FAILING} == set(screening.BADGES)


@pytest.mark.parametrize("verdict", [row[0](row[2]) for row in PASSING_AND_FAILING])
def test_every_reason_is_a_sentence(verdict):
    assert verdict.reason[0].isupper()
    assert verdict.reason.endswith(".")


def test_a_comment_that_no_rule_speaks_of_is_approved():
    found = screen(sent())

    assert (found.outcome, found.kept) == (Outcome.APPROVED, [])


def test_the_first_verdict_decides_and_every_reason_is_kept():
    found = screen(sent(trap="x", text="www.a.example www.b.example", read_first=True))

    assert found.outcome is Outcome.SPAM
    assert [verdict["rule"] for verdict in found.kept] == ["trap", "links", "read first"]


def test_an_answer_of_the_newsroom_stands_at_once_whatever_the_later_rules_say():
    found = screen(sent(by_newsroom=True, in_seconds=1, read_first=True))

    assert found.outcome is Outcome.APPROVED


def test_what_was_said_before_is_refused_before_it_can_be_stored_as_spam():
    assert screen(sent(said_before=True, trap="x")).outcome is Outcome.REFUSED


def test_a_text_of_nothing_but_links_is_counted_quickly_and_exactly():
    found = screening.many_links(sent(text="http://a.example " * 500))

    assert "500 links" in found.reason
