"""Learning what spam is from the moderators' own decisions; measured on those held out."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from comments import likelihood
from comments.likelihood import Words
from comments.models import Classifier, Comment
from comments.models.classifier import Measure
from press import clock, history

Status = Comment.Status
# Fewer decisions of either kind teach nothing.
LEARNS_FROM_AT_LEAST = 50
LEARNS_FROM_AT_MOST = 10_000
HELD_OUT_EACH = 5
CERTAINTIES = [50, 80, 90, 95, 99]
VERSIONS_KEPT = 10
Example = tuple[int, frozenset[str]]


@transaction.atomic
def learn() -> Classifier | None:
    """Learn anew from the latest decisions, and let the new version hold from now on.

    Every fifth decision is held out, and never learned from: on those the version is measured.
    Returns None, and writes nothing, as long as fewer than fifty comments were marked as spam, or
    approved, by people. Writes a version and the entry "learned"; old versions are dropped.
    """
    spam, approved = _decided(Status.SPAM), _decided(Status.APPROVED)
    if min(len(spam), len(approved)) < LEARNS_FROM_AT_LEAST:
        return None
    words = likelihood.learn(_taught(spam), _taught(approved))
    held_out = (_held_out(spam), _held_out(approved))
    made = Classifier.objects.create(
        made_at=clock.now(),
        weights=words.weights,
        spam=len(spam) - len(held_out[0]),
        approved=len(approved) - len(held_out[1]),
        held_out=sum(map(len, held_out)),
        measured=_measured(words, *held_out),
    )
    history.record(made, "learned", by=None, detail={"spam": made.spam, "approved": made.approved})
    Classifier.objects.filter(pk__lte=made.pk - VERSIONS_KEPT).delete()
    return made


def newest_words() -> Words | None:
    """Return what the newest version learned, None before anything was."""
    newest = Classifier.objects.newest()
    return _words_of_version(*newest) if newest else None


@lru_cache(maxsize=2)
def _words_of_version(pk: int, made_at: datetime) -> Words:
    # A version never changes, so a process loads it once. After a restore another one may have
    # the same number, but not the same moment.
    return Words(Classifier.objects.get(pk=pk).weights)


def _decided(status: str) -> list[Example]:
    rows = Comment.objects.decided_by_people(status)[:LEARNS_FROM_AT_MOST]
    return [(pk, likelihood.words_of(text, email, site)) for pk, text, email, site in rows]


def _taught(examples: Iterable[Example]) -> list[frozenset[str]]:
    return [words for pk, words in examples if pk % HELD_OUT_EACH]


def _held_out(examples: Iterable[Example]) -> list[frozenset[str]]:
    return [words for pk, words in examples if not pk % HELD_OUT_EACH]


def _measured(
    words: Words, spam: list[frozenset[str]], approved: list[frozenset[str]]
) -> list[list[int]]:
    """For each certainty: what was found, what was wrongly taken for spam, what was missed."""
    of_spam = [100 * words.likelihood(each).share for each in spam]
    of_approved = [100 * words.likelihood(each).share for each in approved]
    rows = []
    for percent in CERTAINTIES:
        found = sum(share >= percent for share in of_spam)
        wrong = sum(share >= percent for share in of_approved)
        rows.append(Measure(percent, found, wrong, len(of_spam) - found))
    return [[row.percent, row.found, row.wrong, row.missed] for row in rows]
