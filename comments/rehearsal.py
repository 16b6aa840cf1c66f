"""Rehearsing rules: what they would have held of the last thousand comments, had they stood then.

Only rules that look at the comment and its writer can be rehearsed. How fast comments came, and
what stood in the trap field, isn't kept.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from comments import learning, screening
from comments.cards import BADGES
from comments.knowing import likely_spam
from comments.likelihood import Words
from comments.models import Comment, CommentSettings
from comments.screening import Rule, Sent

LAST = 1_000
# The rules, by the settings that change them.
RULES_OF: dict[Rule, set[str]] = {
    screening.refused_words: {"refused_words", "inside_words"},
    screening.held_words: {"held_words", "inside_words"},
    screening.many_links: {"links_at_most"},
    screening.likely_spam: {"likely_held_from", "likely_spam_from"},
    screening.too_short: {"shortest"},
    screening.bad_record: {"bad_record"},
    screening.newcomer: {"hold_newcomers", "only_proven_count"},
    screening.everything: {"hold_everything"},
}
REHEARSED = frozenset().union(*RULES_OF.values())


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule would have stopped, and how many of those people approved or turned down."""

    rule: Any
    stopped: int
    before: int
    approved: int
    turned_down: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    looked_at: int
    findings: list[Finding]


def rehearse(present: CommentSettings, planned: CommentSettings, changed: set[str]) -> Rehearsal:
    """Run the rules that `changed` settings concern on the last thousand comments of readers."""
    learned = learning.newest_words()
    comments = [
        (_sent(comment, learned), comment.status) for comment in Comment.objects.for_rehearsal(LAST)
    ]
    rules = [rule for rule, names in RULES_OF.items() if names & changed]
    findings = [_finding(rule, present, planned, comments) for rule in rules]
    return Rehearsal(len(comments), findings)


def _finding(
    rule: Rule,
    present: CommentSettings,
    planned: CommentSettings,
    sent: list[tuple[Sent, str]],
) -> Finding:
    stopped = [status for each, status in sent if rule(each, planned)]
    decided = Counter(stopped)
    return Finding(
        rule=BADGES[screening.NAMES[rule]],
        stopped=len(stopped),
        before=sum(rule(each, present) is not None for each, _status in sent),
        approved=decided[Comment.Status.APPROVED],
        turned_down=decided[Comment.Status.REJECTED] + decided[Comment.Status.SPAM],
    )


def _sent(comment: Comment, learned: Words | None) -> Sent:
    return Sent(
        name=comment.name,
        text=comment.text,
        email=comment.email,
        site=comment.site,
        proven=comment.is_proven,
        approved=comment.approved_before,
        refused=comment.refused_before,
        **likely_spam(comment, learned),
    )
