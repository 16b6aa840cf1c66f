"""Other words for a reader's comment by a moderator: never silently, and never without a trace."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment, Wording
from comments.moderation import Outdated, Person, may_moderate, what_happened
from comments.querysets import list_key
from press import clock, history
from press.pages.keys import key_of, touch


@transaction.atomic
def edit(comment: Comment, *, text: str, why: str, by: Person, seen: int) -> Comment:
    """Give the comment other words, and keep the former ones beside it.

    `seen` is the version that `by` had before their eyes, `why` a sentence for colleagues. Raises
    PermissionDenied; Outdated when it changed meanwhile; ValidationError when nothing changed or
    no reason is given. Writes the words, the former ones, a version and the entry "edited";
    touches the thread, where readers see that the newsroom changed it. The status stays.
    """
    if not may_moderate(by):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    if not why.strip():
        raise ValidationError({"why": _("Say why; it stands beside the former words.")})
    rows = Comment.objects.filter(pk=comment.pk, version=seen).select_for_update(no_key=True)
    present = rows.first()
    if present is None:
        raise Outdated(what_happened(comment, seen))
    if present.text == text:
        raise ValidationError({"text": _("These are the words that it has already.")})
    keep_words(present, present.text, by=by, why=why)
    comment.text, comment.version, comment.is_edited_by_newsroom = text, seen + 1, True
    comment.save(update_fields=["text", "version", "is_edited_by_newsroom"])
    history.record(comment, "edited", by=by, detail={"version": comment.version, "why": why})
    touch([key_of(comment), list_key(comment.article_id)])
    return comment


def keep_words(comment: Comment, former: str, *, by: Any, why: str = "") -> None:
    """Keep the words that a version of a comment had, inside the transaction that replaces them."""
    Wording.objects.create(
        comment=comment,
        version=comment.version,
        text=former,
        by=by,
        why=why,
        replaced_at=clock.now(),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """Former words, and what became of them: pieces that are the "same", went "out", came "in"."""

    wording: Wording
    pieces: list[tuple[str, str]]


def changes_of(comment: Comment) -> list[Change]:
    """Return every change of a comment's words, the newest first."""
    wordings = list(Wording.objects.of(comment))
    texts = [comment.text, *(wording.text for wording in wordings)]
    return [
        Change(wording, difference(before, after))
        for wording, (after, before) in zip(wordings, pairwise(texts), strict=True)
    ]


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Return both texts in one, word by word, in pieces that are "same", "out" or "in"."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    pieces = []
    matcher = SequenceMatcher(None, old, new)
    for _kind, a, b, c, d in matcher.get_opcodes():
        if old[a:b] == new[c:d]:
            pieces.append(("".join(old[a:b]), "same"))
            continue
        pieces += [("".join(old[a:b]), "out"), ("".join(new[c:d]), "in")]
    return [(words, kind) for words, kind in pieces if words]
