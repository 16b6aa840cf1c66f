"""Verbs of editors’ picks: comments worth reading first, above the thread and marked in it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import Outdated, what_happened
from comments.querysets import list_key
from comments.rights import Person, may_moderate
from press import clock, history
from press.pages.keys import key_of, touch


def pick(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Make a public comment an editors’ pick, which its writer can't change any more.

    `seen` is the version that `by` had before their eyes, `why` a sentence for the log. Raises
    PermissionDenied, and Outdated when it changed meanwhile, isn't public, or is a pick already.
    Writes the moment, a version and the entry "picked"; touches the thread's keys.
    """
    return _set(comment, "picked", clock.now(), by=by, seen=seen, why=why)


def drop(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Let a pick be a comment like others. Raises and writes as `pick`; the entry is "unpicked"."""
    return _set(comment, "unpicked", None, by=by, seen=seen, why=why)


@transaction.atomic
def _set(
    comment: Comment, verb: str, at: datetime | None, *, by: Person, seen: int, why: str
) -> Comment:
    if not may_moderate(by, comment.article):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    rows = Comment.objects.public().filter(pk=comment.pk, version=seen)
    rows = rows.filter(picked_at__isnull=at is not None)
    facts = {"version": seen + 1, "decided_at": clock.now(), "picked_at": at}
    if not rows.update(**facts):
        raise Outdated(what_happened(comment, seen))
    comment.refresh_from_db(fields=list(facts))
    detail = {"version": comment.version} | ({"why": why} if why else {})
    history.record(comment, verb, by=by, detail=detail)
    touch([key_of(comment), list_key(comment.article_id)])
    return comment
