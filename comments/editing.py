"""Other words for a reader's comment by a moderator: never silently, and never without a trace."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.differences import Line, words
from comments.models import Comment, Wording
from comments.moderation import Outdated, what_happened
from comments.querysets import list_key
from comments.rights import Person, may_moderate
from press import clock, history
from press.pages.keys import key_of, touch


@transaction.atomic
def edit(
    comment: Comment, *, text: str, why: str, by: Person, seen: int, drop_site: bool = False
) -> Comment:
    """Give the comment other words, and keep the former ones beside it; or take its website away.

    `seen` is the version that `by` had before their eyes, `why` a sentence for colleagues. Raises
    PermissionDenied; Outdated when it changed meanwhile; ValidationError when nothing changed or
    no reason is given. Writes the words, the former ones, a version and the entry "edited";
    touches the thread, where readers see that the newsroom changed it. The status stays.
    """
    if not may_moderate(by, comment.article):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    if not why.strip():
        raise ValidationError({"why": _("Say why; it stands beside the former words.")})
    rows = Comment.objects.filter(pk=comment.pk, version=seen).select_for_update(no_key=True)
    present = rows.first()
    if present is None:
        raise Outdated(what_happened(comment, seen))
    drops = drop_site and present.site != ""
    if present.text == text and not drops:
        raise ValidationError({"text": _("These are the words that it has already.")})
    if present.text != text:
        keep_words(present, present.text, by=by, why=why)
    comment.site = "" if drops else present.site
    comment.text, comment.version, comment.is_edited_by_newsroom = text, seen + 1, True
    comment.save(update_fields=["text", "site", "version", "is_edited_by_newsroom"])
    # Not which site it was: the history keeps this for ever.
    detail = {"version": comment.version, "why": why} | ({"website": "removed"} if drops else {})
    history.record(comment, "edited", by=by, detail=detail)
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
    """Former words, and what became of them, in one line."""

    wording: Wording
    line: Line


def changes_of(comment: Comment) -> list[Change]:
    """Return every change of a comment's words, the newest first."""
    wordings = list(Wording.objects.of(comment))
    texts = [comment.text, *(wording.text for wording in wordings)]
    return [
        Change(wording, words(before, after, spaces=True))
        for wording, (after, before) in zip(wordings, pairwise(texts), strict=True)
    ]
