"""Screening: an ordered list of small rules that give a new comment its first status.

Every rule looks at a hand-made description of what was sent, and says nothing or gives a verdict.
The first verdict of the list decides; the reasons of all are kept, so that a moderator sees them
and the writer can be told. An empty or too long comment never comes here: the form says so.
What a rule is measured by stands in the newspaper's settings (`policy`).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models.policy import AkismetUse, CommentSettings
from comments.networks import network_in
from comments.words import words_in

DECIDED_AT_LEAST = 3
TYPED_AT_ONCE = 50
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
    email: str = ""
    site: str = ""
    trap: str = ""
    # How many seconds the words were in the form, as the browser says; None if it doesn't.
    took: int | None = None
    by_newsroom: bool = False
    read_first: bool = False
    said_before: bool = False
    in_seconds: int = 0
    in_hour: int = 0
    # How many alike ones came within the hour; whether the newspaper gets very many just now.
    alike: int = 0
    is_surging: bool = False
    # The network address, known while it is taken; how the newspaper stands to the person.
    address: str = ""
    standing: str = ""
    standing_ends_at: datetime | None = None
    # What the spam filter says, in percent, and the words that speak for it; None: it isn't asked.
    likely_spam: float | None = None
    spam_words: tuple[str, ...] = ()
    # What Akismet says: spam, ham or nothing; "": it wasn't asked.
    akismet: str = ""
    # Whether its writer proved the address; what became of earlier comments with it.
    proven: bool = False
    approved: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says. `reason` is a sentence for the writer and the moderator alike."""

    rule: str
    outcome: Outcome
    reason: str
    matched: tuple[str, ...] = ()


Rule = Callable[[Sent, CommentSettings], Verdict | None]


def said_before(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """The same words at the same place within a day. WordPress: wp_allow_comment, 409."""
    if not sent.said_before:
        return None
    reason = _("We have this comment already; it needn’t be sent again.")
    return Verdict("said before", Outcome.REFUSED, reason)


def by_newsroom(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """An author of the article, or a moderator. WordPress: wp_allow_comment."""
    if not sent.by_newsroom:
        return None
    return Verdict("newsroom", Outcome.APPROVED, _("Written by somebody of the newsroom."))


def banned(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A moderator banned who wrote it, for some time or for good."""
    if sent.standing != "banned":
        return None
    reason = _("The newspaper takes no comments from you.")
    if sent.standing_ends_at:
        until = date_format(localtime(sent.standing_ends_at), "DATETIME_FORMAT")
        reason = _("The newspaper takes no comments from you until %(until)s.") % {"until": until}
    return Verdict("banned", Outcome.REFUSED, reason)


def refused_network(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """It comes from a network of the refused list."""
    if not network_in(sent.address, settings.refused_networks):
        return None
    reason = _("No comments are taken from the network that you use.")
    return Verdict("refused network", Outcome.REFUSED, reason)


def held_network(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """It comes from a network of the held list."""
    entry = network_in(sent.address, settings.held_networks)
    if not entry:
        return None
    reason = _("Comments from the network that you use are read by a person first.")
    return Verdict("held network", Outcome.HELD, reason, (entry,))


def always_held(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A moderator wants to read whatever this person writes."""
    if sent.standing != "held":
        return None
    return Verdict("held person", Outcome.HELD, _("What you write is read by a person first."))


def trusted(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A moderator trusts who wrote it; words that hold, links and the like don't hold it."""
    if sent.standing != "trusted":
        return None
    return Verdict("trusted", Outcome.APPROVED, _("The newsroom trusts who wrote this."))


def likely_spam(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """It resembles what moderators marked as spam (`likelihood`); the surer, the stricter."""
    if sent.likely_spam is None:
        return None
    reason = _("It resembles spam that came in before, by %(percent)d percent.")
    reason %= {"percent": int(sent.likely_spam)}
    if settings.likely_spam_from and sent.likely_spam >= settings.likely_spam_from:
        return Verdict("likely spam", Outcome.SPAM, reason, sent.spam_words)
    if settings.likely_held_from and sent.likely_spam >= settings.likely_held_from:
        return Verdict("likely spam", Outcome.HELD, reason, sent.spam_words)
    return None


def akismet_spam(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A service elsewhere takes it for spam, where the newspaper asks it (`akismet`)."""
    if sent.akismet != "spam":
        return None
    outcome = Outcome.SPAM if settings.akismet == AkismetUse.SPAM else Outcome.HELD
    return Verdict("akismet", outcome, _("The spam service Akismet takes it for spam."))


def akismet_silent(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """The service was asked, and said nothing in time; who was approved before notices nothing."""
    if sent.akismet != "nothing" or sent.approved:
        return None
    reason = _("The spam service Akismet didn’t answer in time, so a person looks at it first.")
    return Verdict("akismet silent", Outcome.HELD, reason)


def many_alike(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """Many with the same links or words came from everywhere; who was approved before may."""
    if sent.alike < settings.alike_at_most or sent.approved:
        return None
    reason = _("Many comments with the same links or words came in within this hour.")
    return Verdict("likeness", Outcome.HELD, reason)


def surge(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """Very many come in at once; who was approved before notices nothing."""
    if not sent.is_surging or sent.approved:
        return None
    reason = _("Very many comments come in at the moment, so this one is read by a person first.")
    return Verdict("surge", Outcome.HELD, reason)


def too_fast(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A second one too soon (WordPress: wp_throttle_comment_flood), or too many in an hour."""
    if sent.in_seconds:
        reason = ngettext(
            "You sent a comment a moment ago. Wait %(seconds)d second, and send this one then.",
            "You sent a comment a moment ago. Wait %(seconds)d seconds, and send this one then.",
            settings.seconds_between,
        ) % {"seconds": settings.seconds_between}
    elif sent.in_hour >= settings.in_an_hour_at_most:
        reason = _("Many comments came from your connection within this hour. Send it later.")
    else:
        return None
    return Verdict("flood", Outcome.REFUSED, reason)


def trap_filled(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A field that people don't see holds words: a program filled in the form."""
    if not sent.trap:
        return None
    reason = _("A field was filled in that people don’t see, as programs that send spam do.")
    return Verdict("trap", Outcome.SPAM, reason)


def too_quick(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """The words came into the form faster than a person types: pasted, or a program's."""
    if sent.took is None or sent.took >= settings.seconds_to_type:
        return None
    if sum(sign.isalnum() for sign in sent.text) <= TYPED_AT_ONCE:
        return None
    reason = _("It was written faster than people type; a person looks at it first.")
    return Verdict("time to type", Outcome.HELD, reason)


def refused_words(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A word of the refused list (WordPress: disallowed_keys, which bins without a word)."""
    matched = _matched(sent, settings.refused_words, settings)
    if not matched:
        return None
    reason = ngettext(
        "It holds a word that isn’t printed here: %(words)s.",
        "It holds words that aren’t printed here: %(words)s.",
        len(matched),
    )
    return Verdict("refused words", Outcome.REFUSED, _named(reason, matched), matched)


def held_words(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """A word of the held list (WordPress: moderation_keys)."""
    matched = _matched(sent, settings.held_words, settings)
    if not matched:
        return None
    reason = ngettext(
        "It holds a word that a person looks at first: %(words)s.",
        "It holds words that a person looks at first: %(words)s.",
        len(matched),
    )
    return Verdict("held words", Outcome.HELD, _named(reason, matched), matched)


def many_links(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """Two links hold (WordPress: comment_max_links, default 2)."""
    found = _LINK.findall(f"{sent.name}\n{sent.text}")
    if len(found) <= settings.links_at_most:
        return None
    reason = ngettext(
        "It has %(links)d link; more than %(most)d are read by a person first.",
        "It has %(links)d links; more than %(most)d are read by a person first.",
        len(found),
    )
    words = reason % {"links": len(found), "most": settings.links_at_most}
    return Verdict("links", Outcome.HELD, words, tuple(dict.fromkeys(found))[:20])


def too_short(sent: Sent, settings: CommentSettings) -> Verdict | None:
    letters = sum(sign.isalnum() for sign in sent.text)
    if letters >= settings.shortest or settings.shortest <= 1:
        return None
    reason = _("It is very short; comments with fewer than %(most)d letters are read first.")
    return Verdict("length", Outcome.HELD, reason % {"most": settings.shortest})


def bad_record(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """Too many of this address were turned down before (Coral: recent rejection rate)."""
    decided = sent.approved + sent.refused
    if settings.bad_record is None or decided < DECIDED_AT_LEAST:
        return None
    if sent.refused * 100 < settings.bad_record * decided:
        return None
    reason = _("Of %(decided)d earlier comments with this address, %(refused)d were turned down.")
    facts = {"decided": decided, "refused": sent.refused}
    return Verdict("record", Outcome.HELD, reason % facts)


def newcomer(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """Nothing with this address was approved before (WordPress: comment_previously_approved)."""
    is_known = sent.approved and (sent.proven or not settings.only_proven_count)
    if not settings.hold_newcomers or is_known:
        return None
    reason = _(
        "No earlier comment with this address was approved; a first one is read by a person."
    )
    return Verdict("newcomer", Outcome.HELD, reason)


def read_first(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """The article's comments are moderated (WordPress: comment_moderation)."""
    if not sent.read_first:
        return None
    return Verdict("read first", Outcome.HELD, _("Comments here are read by a person first."))


def everything(sent: Sent, settings: CommentSettings) -> Verdict | None:
    """The whole newspaper holds (WordPress: comment_moderation)."""
    if not settings.hold_everything:
        return None
    return Verdict("everything", Outcome.HELD, _("Every comment is read by a person first."))


def _matched(sent: Sent, entries: str, settings: CommentSettings) -> tuple[str, ...]:
    if not entries:
        return ()
    # WordPress looks for its entries in the network address too.
    told = f"{sent.name}\n{sent.email}\n{sent.site}\n{sent.address}\n{sent.text}"
    return tuple(words_in(told, entries, inside=settings.inside_words))


def _named(reason: str, matched: tuple[str, ...]) -> str:
    return reason % {"words": ", ".join(f"“{word}”" for word in matched[:10])}


RULES: list[Rule] = [
    # What is refused leaves no row, so these come first.
    said_before,
    # The newsroom's own answers stand at once, whatever else is said of them below.
    by_newsroom,
    banned,
    refused_network,
    too_fast,
    refused_words,
    # The strongest of the remaining signs decides between spam and waiting.
    trap_filled,
    too_quick,
    always_held,
    # Whoever is trusted isn't held by what follows.
    trusted,
    likely_spam,
    akismet_spam,
    akismet_silent,
    many_alike,
    held_network,
    held_words,
    many_links,
    too_short,
    bad_record,
    newcomer,
    surge,
    # Last: they say nothing of the comment itself.
    read_first,
    everything,
]


NAMES: dict[Rule, str] = {
    refused_words: "refused words",
    held_words: "held words",
    many_links: "links",
    likely_spam: "likely spam",
    too_short: "length",
    bad_record: "record",
    newcomer: "newcomer",
    everything: "everything",
}


@dataclass(frozen=True, slots=True)
class Screening:
    """What all rules together say; without any verdict a comment is approved."""

    verdicts: list[Verdict]
    version: int = 1

    @property
    def outcome(self) -> Outcome:
        return self.verdicts[0].outcome if self.verdicts else Outcome.APPROVED

    @property
    def kept(self) -> list[dict[str, Any]]:
        """What is stored beside the comment: of each rule its reason, its version, its words."""
        return [
            {
                "rule": verdict.rule,
                "reason": verdict.reason,
                "version": self.version,
                "matched": list(verdict.matched),
            }
            for verdict in self.verdicts
        ]


def screen(sent: Sent, settings: CommentSettings, rules: Iterable[Rule] = RULES) -> Screening:
    """Ask every rule in order, and return what they said by these settings."""
    found = [verdict for rule in rules if (verdict := rule(sent, settings)) is not None]
    return Screening(found, settings.version)
