"""How likely a comment is spam, by the words and links of what moderators decided before.

A plain naive Bayes. Each word that stands in a comment speaks for spam or against it by
log((s + 1) / (S + 2)) - log((a + 1) / (A + 2)), where it stood in s of S comments that moderators
marked as spam and in a of A that they approved. Only the fifteen that speak loudest are added up
(as Paul Graham does in “A Plan for Spam”), so that a long text isn't judged by the sum of its
small words; the sum becomes a share between 0 and 1. Nothing else is in it.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

LOUDEST = 15
# A word that stood in fewer comments says nothing of the next one, and may be somebody's name.
SEEN_IN_AT_LEAST = 3
WORDS_AT_MOST = 20_000
_LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/?#<>\"']+)\S*", re.IGNORECASE)
_WORD = re.compile(r"\w{2,30}")


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A share between 0 and 1, and the words that spoke for spam, the loudest first."""

    share: float
    words: tuple[str, ...]


@dataclass(slots=True)
class Words:
    """What was learned: how loudly each word speaks; above 0 for spam, below 0 against it."""

    weights: dict[str, float] = field(default_factory=dict)

    def likelihood(self, told: frozenset[str]) -> Likelihood:
        heard = sorted(
            ((self.weights[word], word) for word in told if word in self.weights),
            key=lambda pair: (-abs(pair[0]), pair[1]),
        )[:LOUDEST]
        total = sum(weight for weight, _word in heard)
        share = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        return Likelihood(share, tuple(word for weight, word in heard if weight > 0))


def words_of(text: str, email: str = "", site: str = "") -> frozenset[str]:
    """Return what stands in a comment: its words, the hosts it links to, its mail domain.

    The writer's site is a host like those of the text, but no link more.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    hosts = hosts_in(folded)
    words = set(_WORD.findall(_LINK.sub(" ", folded)))
    words |= {f"link:{host}" for host in [*hosts, *hosts_in(site)]}
    if hosts:
        words.add(f"links:{min(len(hosts), 5)}")
    if email:
        words.add(f"mail:{email.rpartition('@')[2].casefold()}")
    return frozenset(words)


def hosts_in(text: str) -> list[str]:
    """Return the hosts that a text links to, in small letters and without “www.”."""
    return [host.casefold().removeprefix("www.") for host in _LINK.findall(text)]


def learn(spam: Iterable[frozenset[str]], approved: Iterable[frozenset[str]]) -> Words:
    """Learn from the words of comments that were marked as spam, and of those approved."""
    of_spam, of_approved = list(spam), list(approved)
    in_spam = Counter(word for words in of_spam for word in words)
    in_approved = Counter(word for words in of_approved for word in words)
    weights = {
        word: round(
            math.log((in_spam[word] + 1) / (len(of_spam) + 2))
            - math.log((in_approved[word] + 1) / (len(of_approved) + 2)),
            3,
        )
        for word in in_spam.keys() | in_approved.keys()
        if in_spam[word] + in_approved[word] >= SEEN_IN_AT_LEAST
    }
    loudest = sorted(weights.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    return Words(dict(loudest[:WORDS_AT_MOST]))
