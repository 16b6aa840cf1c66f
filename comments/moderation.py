"""Verbs of comments: each is one transaction with one history entry, and touches the thread.

posted → waiting, approved, or spam (as the rules say) ⇄ approved, rejected, spam, bin
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from comments import akismet, answered, following, screening, waves
from comments.closing import why_closed
from comments.counting import recounted
from comments.knowing import sent_of
from comments.likeness import likeness_of
from comments.models import Comment, CommentSettings, Report
from comments.origin import NOWHERE, Origin
from comments.querysets import list_key
from comments.rights import Person, may_moderate, speaks_for_us
from comments.screening import Outcome
from press import clock, history
from press.history.models import Entry
from press.locks import one_at_a_time
from press.pages.keys import key_of, touch

Status = Comment.Status
STATUS_OF = {
    Outcome.SPAM: Status.SPAM,
    Outcome.HELD: Status.WAITING,
    Outcome.APPROVED: Status.APPROVED,
}
HTTP_STATUS_OF = {
    "said before": 409,
    "flood": 429,
    "refused words": 422,
    "banned": 403,
    "refused network": 403,
}


class Refused(Exception):
    """A comment that isn't taken: a sentence for its writer, and the HTTP status that fits."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class Outdated(ValidationError):
    """Somebody decided about the comment since it was seen."""


@transaction.atomic
def post(
    article: Article,
    *,
    name: str,
    email: str = "",
    text: str,
    site: str = "",
    parent: Comment | None = None,
    network: str = "",
    origin: Origin = NOWHERE,
    trap: str = "",
    took: int | None = None,
    is_proven: bool = False,
    wants_answers: bool = False,
    asked: akismet.Asked | None = None,
    by: Person | None = None,
) -> Comment:
    """Take a comment, give it its first status by the rules, and return it.

    `site` is where the name shall lead, `origin` what is known of the sender, `network` only the
    day's hash of the network (without either the flood rules are off), `trap` what stood in the
    field that people don't see, `took` for how many seconds the words were in the form (None: the
    browser doesn't say), `by` the login of somebody of the newsroom: the article's authors and
    moderators are approved at once. Raises
    Refused when the article takes no comments (closed, withdrawn, not public), when `parent` isn't
    public or stands below another article, and when a rule refuses. Writes the comment and the
    entry "posted"; touches the thread's keys if readers see it. `is_proven` says that the writer
    proved the address, `wants_answers` that they shall be mailed to it (`following`); `asked` is
    what Akismet says of it. If readers see the comment, whoever wanted answers to its parent is
    told.
    """
    settings = CommentSettings.objects.current()
    _expect_open(article, settings)
    expect_answerable(article, parent)
    comment = Comment(
        article=article,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        name=name,
        email=email,
        site=site,
        text=text,
        likeness=likeness_of(text, site),
        network=network or origin.network,
        network_mark=origin.network_mark,
        browser_mark=origin.browser_mark,
        is_proven=is_proven,
        by=by,  # type: ignore[misc]
        created_at=clock.now(),
    )
    facts = {"trap": trap, "took": took, "akismet": asked.said if asked else ""}
    found = _screen(comment, settings, address=origin.address, **facts)
    comment.status, comment.verdicts = STATUS_OF[found.outcome], found.kept
    comment.save()
    akismet.keep(comment, asked)
    waves.join(comment)
    rules = [verdict.rule for verdict in found.verdicts]
    history.record(comment, "posted", by=by, detail={"status": comment.status, "rules": rules})
    if wants_answers and email and comment.status != Status.SPAM:
        following.ask(comment)
    if comment.status == Status.APPROVED:
        _came_out(comment)
    return comment


def _came_out(comment: Comment) -> None:
    """Count a comment that readers see at once, and tell those who wait for it."""
    recounted(comment, was_public=False)
    following.tell(comment)
    answered.note(comment)
    _touch(comment)


def approve(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Let readers see the comment. `seen` is the version that `by` had before their eyes,
    `why` a sentence for the log.

    Raises PermissionDenied, and Outdated when somebody decided meanwhile. Writes the status and
    one entry, closes the reports about it, and touches the thread's keys. The same holds for the
    verbs below.
    """
    return _decide(comment, Status.APPROVED, "approved", by=by, seen=seen, why=why)


def reject(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Decide that readers don't see the comment."""
    return _decide(comment, Status.REJECTED, "rejected", by=by, seen=seen, why=why)


def spam(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Mark the comment as spam."""
    return _decide(comment, Status.SPAM, "marked as spam", by=by, seen=seen, why=why)


def bin(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Put the comment into the bin."""
    return _decide(comment, Status.BINNED, "binned", by=by, seen=seen, why=why)


def restore(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Take a decision back: the comment waits again."""
    return _decide(comment, Status.WAITING, "restored", by=by, seen=seen, why=why)


@transaction.atomic
def take_back(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Give the comment the status that it had before the decision that made this version.

    Raises Outdated also when no decision made it. The reports that it closed are open again.
    """
    made_by = Entry.objects.about(comment).filter(detail__version=seen).first()
    if made_by is None or "from" not in made_by.detail:
        raise Outdated(_("There is no decision to take back."))
    since, former = comment.decided_at, Status(made_by.detail["from"])
    comment = _decide(comment, former, "taken back", by=by, seen=seen, why=why)
    Report.objects.reopen(comment, since)
    return comment


def expect_answerable(article: Article, parent: Comment | None) -> None:
    """Raise Refused unless `parent` is a public comment below the article, or None."""
    if parent is None:
        return
    if parent.article_id != article.pk:
        sentence = _(
            "The comment that you answer stands below another article. "
            "Sent again, your words become a reply to this one."
        )
        raise Refused(sentence, 422)
    if parent.status != Status.APPROVED:
        sentence = _(
            "The comment that you answer isn’t public any more. "
            "Sent again, your words become a reply to the article."
        )
        raise Refused(sentence, 422)


def _expect_open(article: Article, settings: CommentSettings) -> None:
    if article.is_withdrawn():
        raise Refused(_("This article has been withdrawn, and takes no comments any more."), 410)
    if not article.is_published():
        raise Refused(_("This article isn’t public, and takes no comments."), 404)
    if closed := why_closed(article, settings):
        raise Refused(closed, 403)


def _screen(comment: Comment, settings: CommentSettings, **facts: Any) -> screening.Screening:
    """Look up what the rules need to know beside `facts`; raises Refused if one refuses."""
    _lock(comment.network)
    by_newsroom = comment.by is not None and speaks_for_us(comment.by, comment.article)
    sent = sent_of(comment, settings, by_newsroom=by_newsroom, **facts)
    found = screening.screen(sent, settings)
    if found.outcome == Outcome.REFUSED:
        verdict = found.verdicts[0]
        raise Refused(verdict.reason, HTTP_STATUS_OF[verdict.rule])
    return found


def _lock(network: str) -> None:
    """Let one comment at a time come from a network: a double click is counted as two."""
    if network:
        one_at_a_time(f"replies {network}")


@transaction.atomic
def _decide(
    comment: Comment, status: Any, verb: str, *, by: Person, seen: int, why: str
) -> Comment:
    if not may_moderate(by, comment.article):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    # Who comes second waits for this lock, and then finds another version.
    as_seen = Comment.objects.filter(pk=comment.pk, version=seen).exclude(status=status)
    before = as_seen.select_for_update(no_key=True).only("status").first()
    if before is None:
        raise Outdated(what_happened(comment, seen))
    comment.status, comment.version, comment.decided_at = status, seen + 1, clock.now()
    comment.save(update_fields=["status", "version", "decided_at"])
    recounted(comment, was_public=before.status == Status.APPROVED)
    if status == Status.APPROVED:
        following.tell(comment)
        answered.note(comment)
    Report.objects.close(comment)
    akismet.correct_after([comment.pk], status)
    detail = {"version": comment.version, "from": before.status} | ({"why": why} if why else {})
    history.record(comment, verb, by=by, detail=detail)
    _touch(comment)
    return comment


def what_happened(comment: Comment, seen: int) -> str:
    """Say in a sentence what became of a comment that isn't as it was seen."""
    present = Comment.objects.filter(pk=comment.pk).first()
    if present is None:
        return _("This comment doesn’t exist any more.")
    if present.version == seen:
        return _("This comment has the status “%(status)s” already.") % {
            "status": present.get_status_display()
        }
    entry = Entry.objects.about(present).with_actors().first()
    facts = {
        "person": (entry.by if entry else None) or _("Somebody"),
        "status": present.get_status_display(),
    }
    return (
        _(
            "%(person)s decided about this comment meanwhile; its status is “%(status)s” now. "
            "Look at it again before you decide."
        )
        % facts
    )


def _touch(comment: Comment) -> None:
    touch([key_of(comment), list_key(comment.article_id)])
