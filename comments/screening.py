"""Screening: an ordered list of small rules that give a new comment its first status.

Every rule looks at a hand-made description of what was sent, and says nothing or gives a verdict.
The first verdict of the list decides; the reasons of all are kept, so that a moderator sees them
and the writer can be told. An empty or too long comment never comes here: the form says so.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LINKS_AT_MOST = 1
IN_AN_HOUR_AT_MOST = 10
_LINK = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)


class Outcome(Enum):
    REFUSED = "refused"
    SPAM = "spam"
    HELD = "held"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the rules know of a new comment: its words, and counts that the verb looked up."""

    name: str
    text: str
    trap: str = ""
    by_newsroom: bool = False
    read_first: bool = False
    said_before: bool = False
    in_seconds: int = 0
    in_hour: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says. `reason` is a sentence for the writer and the moderator alike."""

    rule: str
    outcome: Outcome
    reason: str


Rule = Callable[[Sent], Verdict | None]

# A moderator's short word for each rule.
BADGES = {
    "said before": gettext_lazy("said before"),
    "newsroom": gettext_lazy("newsroom"),
    "flood": gettext_lazy("too fast"),
    "trap": gettext_lazy("trap field"),
    "links": gettext_lazy("links"),
    "read first": gettext_lazy("read first"),
}


def said_before(sent: Sent) -> Verdict | None:
    """The same words at the same place within a day. WordPress: wp_allow_comment, 409."""
    if not sent.said_before:
        return None
    reason = _("We have this comment already; it needn’t be sent again.")
    return Verdict("said before", Outcome.REFUSED, reason)


def by_newsroom(sent: Sent) -> Verdict | None:
    """An author of the article, or a moderator. WordPress: wp_allow_comment."""
    if not sent.by_newsroom:
        return None
    return Verdict("newsroom", Outcome.APPROVED, _("Written by somebody of the newsroom."))


def too_fast(sent: Sent) -> Verdict | None:
    """A second one within 15 seconds (WordPress: wp_throttle_comment_flood), or 10 in an hour."""
    if sent.in_seconds:
        reason = _(
            "You sent a comment a moment ago. Wait a quarter of a minute, and send this one then."
        )
    elif sent.in_hour >= IN_AN_HOUR_AT_MOST:
        reason = _("Many comments came from your connection within this hour. Send it later.")
    else:
        return None
    return Verdict("flood", Outcome.REFUSED, reason)


def trap_filled(sent: Sent) -> Verdict | None:
    """A field that people don't see holds words: a program filled in the form."""
    if not sent.trap:
        return None
    reason = _("A field was filled in that people don’t see, as programs that send spam do.")
    return Verdict("trap", Outcome.SPAM, reason)


def many_links(sent: Sent) -> Verdict | None:
    """Two links hold (WordPress: comment_max_links, default 2)."""
    links = len(_LINK.findall(f"{sent.name}\n{sent.text}"))
    if links <= LINKS_AT_MOST:
        return None
    reason = ngettext(
        "It has %(links)d link; more than one is read by a person first.",
        "It has %(links)d links; more than one is read by a person first.",
        links,
    )
    return Verdict("links", Outcome.HELD, reason % {"links": links})


def read_first(sent: Sent) -> Verdict | None:
    """The article's comments are moderated (WordPress: comment_moderation)."""
    if not sent.read_first:
        return None
    return Verdict("read first", Outcome.HELD, _("Comments here are read by a person first."))


RULES: list[Rule] = [
    # What is refused leaves no row, so these come first.
    said_before,
    # The newsroom's own answers stand at once, whatever else is said of them below.
    by_newsroom,
    too_fast,
    # The strongest of the remaining signs decides between spam and waiting.
    trap_filled,
    many_links,
    # Last: it says nothing of the comment itself.
    read_first,
]


@dataclass(frozen=True, slots=True)
class Screening:
    """What all rules together say; without any verdict a comment is approved."""

    verdicts: list[Verdict]

    @property
    def outcome(self) -> Outcome:
        return self.verdicts[0].outcome if self.verdicts else Outcome.APPROVED

    @property
    def kept(self) -> list[dict[str, str]]:
        """What is stored beside the comment."""
        return [{"rule": verdict.rule, "reason": verdict.reason} for verdict in self.verdicts]


def screen(sent: Sent, rules: Iterable[Rule] = RULES) -> Screening:
    """Ask every rule in order, and return what they said."""
    return Screening([verdict for rule in rules if (verdict := rule(sent)) is not None])
