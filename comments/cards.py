"""The moderators' queue: what a card shows of a comment, and which verbs it offers."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from comments import featuring, moderation, reporting, standings, undoing
from comments.knowing import standings_of
from comments.models import Comment, Report, Standing
from comments.people import words_of
from comments.words import places_of

Status = Comment.Status
# A moderator's short word for each rule.
BADGES = {
    "said before": gettext_lazy("said before"),
    "newsroom": gettext_lazy("newsroom"),
    "banned": gettext_lazy("banned"),
    "refused network": gettext_lazy("refused network"),
    "held network": gettext_lazy("network"),
    "held person": gettext_lazy("held person"),
    "trusted": gettext_lazy("trusted"),
    "flood": gettext_lazy("too fast"),
    "refused words": gettext_lazy("refused word"),
    "trap": gettext_lazy("trap field"),
    "time to type": gettext_lazy("too quick"),
    "held words": gettext_lazy("held word"),
    "likeness": gettext_lazy("many alike"),
    "surge": gettext_lazy("surge"),
    "likely spam": gettext_lazy("likely spam"),
    "akismet": "Akismet",
    "akismet silent": gettext_lazy("Akismet silent"),
    "links": gettext_lazy("links"),
    "length": gettext_lazy("short"),
    "record": gettext_lazy("record"),
    "newcomer": gettext_lazy("newcomer"),
    "read first": gettext_lazy("read first"),
    "everything": gettext_lazy("everything"),
}
BADGE_STYLES = {
    Status.WAITING: "held",
    Status.APPROVED: "live",
    Status.REJECTED: "draft",
    Status.SPAM: "bad",
    Status.BINNED: "draft",
}
# What a button or a tick box sends: a comment and the version that was on the screen.
SEEN = r"([0-9]{1,18}):([0-9]{1,9})"


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: what it does, to which status it leads, and what is said then."""

    name: str
    label: Any
    done: Any
    act: Callable[..., Comment]
    leads_to: str
    key: str
    solid: bool = False


VERBS = [
    Verb(
        "approve",
        gettext_lazy("Approve"),
        gettext_lazy("The comment of %(name)s is public."),
        moderation.approve,
        Status.APPROVED,
        "A",
        solid=True,
    ),
    Verb(
        "reject",
        gettext_lazy("Reject"),
        gettext_lazy("The comment of %(name)s is rejected."),
        moderation.reject,
        Status.REJECTED,
        "R",
    ),
    Verb(
        "spam",
        gettext_lazy("Spam"),
        gettext_lazy("The comment of %(name)s is marked as spam."),
        moderation.spam,
        Status.SPAM,
        "S",
    ),
    Verb(
        "bin",
        gettext_lazy("Bin"),
        gettext_lazy("The comment of %(name)s is in the bin."),
        moderation.bin,
        Status.BINNED,
        "B",
    ),
    Verb(
        "restore",
        gettext_lazy("Put back to waiting"),
        gettext_lazy("The comment of %(name)s waits again."),
        moderation.restore,
        Status.WAITING,
        "W",
    ),
]
# Only for what readers reported: readers go on seeing it, and its reports are answered.
KEEP = Verb(
    "keep",
    gettext_lazy("Keep it"),
    gettext_lazy("The comment of %(name)s stays, and its reports are closed."),
    reporting.keep,
    "",
    "E",
)
# Only for what readers see: it stands above the thread, or doesn't any more.
PICK = Verb(
    "pick",
    gettext_lazy("Make it an editors’ pick"),
    gettext_lazy("The comment of %(name)s is an editors’ pick, and stands above the thread."),
    featuring.pick,
    "",
    "F",
)
DROP = Verb(
    "drop",
    gettext_lazy("No editors’ pick any more"),
    gettext_lazy("The comment of %(name)s is a comment like others again."),
    featuring.drop,
    "",
    "F",
)
# Only for who can be told again: what they write later passes unread.
TRUST = Verb(
    "trust",
    gettext_lazy("Approve and trust"),
    gettext_lazy("The comment of %(name)s is public, and its writer trusted from now on."),
    standings.approve_and_trust,
    Status.APPROVED,
    "T",
)
# Not a button of a card: it takes back what the same person decided last.
UNDO = Verb(
    "undo",
    gettext_lazy("Take back"),
    gettext_lazy("The decision about the comment of %(name)s is taken back."),
    undoing.take_back,
    "",
    "Z",
)
BY_NAME = {verb.name: verb for verb in (*VERBS, KEEP, PICK, DROP, TRUST, UNDO)}


@dataclass(frozen=True, slots=True)
class Order:
    """One decision as it was sent: about which comment, bound to which version."""

    verb: Verb
    pk: int
    seen: int


def orders_in(decide: str, ticked: Iterable[str]) -> list[Order]:
    """Read what a button sent: `approve:12:3`, or `approve` and the ticked `12:3`, `15:1` …

    Rubbish gives no order.
    """
    name, _colon, one = decide.partition(":")
    verb = BY_NAME.get(name)
    found = (re.fullmatch(SEEN, each, re.ASCII) for each in ([one] if one else ticked))
    if verb is None:
        return []
    return [Order(verb, int(match[1]), int(match[2])) for match in found if match]


@dataclass(frozen=True, slots=True)
class Card:
    """A comment with what a moderator needs beside it."""

    comment: Comment
    record: dict[str, int] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    held_by: Standing | None = None
    may_trust: bool = True

    @property
    def seen(self) -> str:
        return f"{self.comment.pk}:{self.comment.version}"

    @property
    def style(self) -> str:
        return BADGE_STYLES[Status(self.comment.status)]

    @property
    def reasons(self) -> list[tuple[Any, str]]:
        """A short word and a sentence for each rule that spoke."""
        return [
            (BADGES.get(verdict["rule"], verdict["rule"]), verdict["reason"])
            for verdict in self.comment.verdicts
        ]

    @property
    def paragraphs(self) -> list[list[tuple[str, bool]]]:
        """The words in paragraphs, each cut into pieces: what a rule matched is marked."""
        matched = [word for verdict in self.comment.verdicts for word in verdict.get("matched", ())]
        paragraphs = re.split(r"\n{2,}", self.comment.text)
        return [places_of(paragraph, matched) for paragraph in paragraphs if paragraph]

    @property
    def verbs(self) -> list[Verb]:
        fitting = [verb for verb in VERBS if verb.leads_to != self.comment.status]
        told_again = self.comment.network_mark or self.comment.is_proven
        known = self.comment.email and told_again and not self.held_by
        if self.may_trust and known and self.comment.status == Status.WAITING:
            fitting.insert(1, TRUST)
        if self.comment.status == Status.APPROVED:
            fitting.append(DROP if self.comment.picked_at else PICK)
        return [KEEP, *fitting] if self.reports else fitting

    @property
    def standing(self) -> str:
        """What became of the comments with the same address, in words."""
        if not self.comment.email:
            return ""
        return words_of(self.record)


def cards_of(comments: Iterable[Comment], *, may_trust: bool) -> list[Card]:
    """Return a card for each comment: one query for records, for reports, and for standings.

    `may_trust` says whether who reads them decides about people too.
    """
    comments = list(comments)
    records = Comment.objects.records_of(comment.email for comment in comments)
    reports = Report.objects.open_about(comments)
    held_by = standings_of(comments)
    return [
        Card(
            comment,
            records.get(comment.email, {}),
            reports.get(comment.pk, []),
            held_by.get(comment.pk),
            may_trust,
        )
        for comment in comments
    ]
