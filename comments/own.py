"""What the writer of a comment may still do on the signed page: change it, or remove it.

For the minutes that the newspaper allows, and never past a person's decision: who has it approved
can't put other words into its place.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from comments import akismet, answered, following, screening
from comments.counting import recounted
from comments.editing import keep_words
from comments.knowing import sent_of
from comments.models import Comment, CommentSettings, Report
from comments.moderation import HTTP_STATUS_OF, STATUS_OF, Refused
from comments.querysets import list_key
from comments.screening import Outcome
from press import clock, history
from press.pages.keys import key_of, touch

Status = Comment.Status
STILL_MINE = {Status.WAITING, Status.APPROVED}


def changeable_until(comment: Comment, settings: CommentSettings) -> datetime | None:
    """Return until when the writer may change the comment, or None if not any more."""
    until = comment.created_at + timedelta(minutes=settings.change_minutes)
    mine = comment.status in STILL_MINE and comment.decided_at is None and comment.by_id is None
    return until if mine and clock.now() < until else None


@transaction.atomic
def change(
    comment: Comment, *, text: str, seen: int, asked: akismet.Asked | None = None
) -> Comment:
    """Give the comment other words, which the rules read as they read a new one.

    `asked` is what Akismet says of these words.

    Raises Refused when the time is over, when somebody decided, when it changed since `seen`, and
    when a rule refuses. Writes words, the former ones, status and one entry; adds a version, so
    that a moderator who has the old words on the screen decides nothing; touches the thread.
    """
    settings = CommentSettings.objects.current()
    comment = _mine(comment, settings, seen)
    was_public = comment.status == Status.APPROVED
    former, comment.text = comment.text, text
    sent = sent_of(comment, settings, akismet=asked.said if asked else "")
    found = screening.screen(sent, settings)
    if found.outcome == Outcome.REFUSED:
        verdict = found.verdicts[0]
        raise Refused(verdict.reason, HTTP_STATUS_OF[verdict.rule])
    if former != text:
        keep_words(comment, former, by=None)
    comment.status, comment.verdicts = STATUS_OF[found.outcome], found.kept
    comment.edited_at, comment.version = clock.now(), comment.version + 1
    comment.save(update_fields=["text", "status", "verdicts", "edited_at", "version"])
    akismet.keep(comment, asked)
    _tell(comment, "changed by its writer", was_public)
    return comment


@transaction.atomic
def remove(comment: Comment, *, seen: int) -> Comment:
    """Take the comment away; its place stays if others answered it. Raises Refused as `change`.

    Reports about it are closed: nothing is left to decide.
    """
    comment = _mine(comment, CommentSettings.objects.current(), seen)
    was_public = comment.status == Status.APPROVED
    comment.status, comment.version = Status.BINNED, comment.version + 1
    comment.save(update_fields=["status", "version"])
    Report.objects.close(comment)
    _tell(comment, "removed by its writer", was_public)
    return comment


def _mine(comment: Comment, settings: CommentSettings, seen: int) -> Comment:
    rows = Comment.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.select_related("article").get(pk=comment.pk)
    if locked.version != seen:
        raise Refused(_("Your reply changed meanwhile. Look at it again."), 409)
    if changeable_until(locked, settings) is None:
        raise Refused(_("The time for changing your reply is over, or somebody has read it."), 403)
    return locked


def _tell(comment: Comment, verb: str, was_public: bool) -> None:
    history.record(comment, verb, by=None, detail={"version": comment.version})
    recounted(comment, was_public=was_public)
    if comment.status == Status.APPROVED:
        following.tell(comment)
        if not was_public:
            answered.note(comment)
    if was_public or comment.status == Status.APPROVED:
        touch([key_of(comment), list_key(comment.article_id)])
