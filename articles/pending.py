"""Verbs of a change of a public article, while readers go on reading the present text.

prepared ⇄ in review → scheduled → published as one step, or discarded

A scheduled change needs no job: whoever asks for a page first after its moment puts it in place
before the page is made (`articles.middleware`), and the clock outdates the kept pages in the same
second. Where the live text changed meanwhile, each field that only one side changed keeps that
side's words, and so does each paragraph of the body; where both did, the change has the last word,
and both texts stay as revisions.
"""

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from articles import correcting, rights, writing
from articles.content import Content
from articles.correcting import Amends
from articles.listing import wait_for_change
from articles.merging import Merge, merge
from articles.models import Article, PendingChange, Revision
from articles.publishing import NotNow, future
from articles.rights import Person
from articles.signals import change_returned, change_submitted
from press import clock, history
from press.pages.keys import gathering, note, touch
from press.pages.parts import kept

State = PendingChange.State
logger = logging.getLogger(__name__)
# What says when the next change is due.
CHANGES_KEY = "list:changes"


def meeting(change: PendingChange) -> Merge:
    """Return what publishing the change now would give: `theirs` names what only readers' text
    changed, `disputed` what both did."""
    live = Content.of(change.article).as_json()
    # A field that is younger than a revision is as it is.
    return merge(live | change.base.content, live, live | change.revision.content)


@transaction.atomic
def prepare(
    article: Article,
    content: Content,
    *,
    by: Person,
    base: int | None = None,
    substantial: bool = False,
    amends: Amends | None = None,
) -> PendingChange:
    """Keep `content` as the article's pending change; readers see nothing of it.

    With `amends`, publishing it also declares that correction, from the text that it replaces.

    `base` is the revision that the writer began from: the change's own latest one, or the live
    one for a new change; raises Outdated if another was kept since. Who may not publish takes a
    scheduled change off the clock by changing it. Writes one revision and the entry "prepared a
    change". Raises NotNow unless the article is published, and PermissionDenied.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_prepare(by, article))
    change = _change_of(article)
    present = change.revision_id if change else article.latest_revision_id
    if base is not None and base != present:
        raise writing.Outdated(
            _("Somebody changed this meanwhile. Your words are still here, unsaved.")
        )
    if change is None:
        change = PendingChange(article=article, base=article.latest_revision)
    change.substantial = substantial
    _keep(change, content.cleaned().as_json(), "prepared a change", by=by)
    change.correction_kind, change.correction_text = (
        (amends.kind, amends.text) if amends else ("", "")
    )
    if change.state == State.SCHEDULED and not rights.may_publish(by, article):
        _unschedule(change)
    return _written(change, "prepared a change", by=by, detail={"revision": change.revision_id})


@transaction.atomic
def take_in(article: Article, *, by: Person) -> PendingChange:
    """Bring a change up to date with the live text: what only that changed comes in, the rest
    stays as the change has it. Writes one revision and the entry "updated a change"."""
    article, change = _locked(article)
    rights.must(rights.may_prepare(by, article))
    met = meeting(change)
    change.base_id = article.latest_revision_id  # type: ignore[assignment]
    _keep(change, met.content, "updated a change", by=by)
    detail = {"taken in": met.theirs, "kept": met.disputed}
    return _written(change, "updated a change", by=by, detail=detail)


@transaction.atomic
def submit_change(article: Article, *, by: Person) -> Article:
    """Hand a prepared change to the editors, who are told."""
    article, change = _locked(article)
    rights.must(rights.may_prepare(by, article))
    _expect(change, {State.PREPARED}, _("Only a prepared change can be submitted for review."))
    change.state = State.IN_REVIEW
    _written(change, "submitted a change", by=by)
    change_submitted.send(PendingChange, article=article, by=by, change=change)
    return article


@transaction.atomic
def return_change(article: Article, *, by: Person, note: str) -> Article:
    """Return a change in review to its writer, with a note of what is missing."""
    article, change = _locked(article)
    rights.must(rights.may_publish(by, article))
    _expect(change, {State.IN_REVIEW}, _("Only a change in review can be returned."))
    if not note.strip():
        raise ValidationError(_("Write a note, so that the author knows what to change."))
    change.state = State.PREPARED
    _written(change, "returned a change", by=by, detail={"note": note})
    change_returned.send(PendingChange, article=article, by=by, note=note, change=change)
    return article


@transaction.atomic
def publish_change(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Put the change in the place of the live text, now or at the aware moment `at`.

    Now: writes one revision and the entry "published a change", touches the article and the lists
    it stood or stands in. At a moment: the entry "scheduled a change". Raises NotNow unless
    readers see the article, ValidationError for a moment that is past or too far away.
    """
    article, change = _locked(article)
    rights.must(rights.may_publish(by, article))
    if not article.is_published():
        raise NotNow(_("Readers don't see this article at present. Restore it first."))
    if at is None:
        return _put_in_place(change, by=by, detail={})
    change.state, change.at, change.approved_by = State.SCHEDULED, future(at), by  # type: ignore[assignment]
    detail = {"public from": at.isoformat()}
    return _written(change, "scheduled a change", by=by, detail=detail).article


@transaction.atomic
def unschedule_change(article: Article, *, by: Person) -> Article:
    """Take a scheduled change off the clock; it stays prepared."""
    article, change = _locked(article)
    rights.must(rights.may_publish(by, article))
    _expect(change, {State.SCHEDULED}, _("This change isn't scheduled, or its moment has come."))
    _unschedule(change)
    return _written(change, "unscheduled a change", by=by).article


@transaction.atomic
def discard_change(article: Article, *, by: Person) -> Article:
    """Give the change up. Its texts stay among the versions."""
    article, change = _locked(article)
    allowed = rights.may_publish if change.state == State.SCHEDULED else rights.may_prepare
    rights.must(allowed(by, article) or rights.may_publish(by, article))
    history.record(article, "discarded a change", by=by, detail={"revision": change.revision_id})
    _remove(change)
    return article


def are_due() -> bool:
    """Whether the moment of any change has come that isn't in place yet."""
    # The page that is being made doesn't show this, so its keys are no matter of the page's.
    with gathering():
        next_at = kept("next change", _next_at)
    return next_at is not None and next_at <= clock.now()


def settle() -> int:
    """Put every change in place whose moment has come, and return how many.

    Called before any page is made, and safe to run by many at once. Costs no query in a process
    that hears the database. What fails is logged, stays due, and holds up nobody who reads.
    """
    if not are_due():
        return 0
    done = 0
    for change in PendingChange.objects.due().select_related("article").order_by("at", "pk"):
        try:
            done += publish_change_due(change.article)
        except Exception:
            logger.exception("The change of %s is due and couldn't be put in place.", change)
    return done


@transaction.atomic
def publish_change_due(article: Article) -> bool:
    """Put the article's change in place if its moment has come; return whether that was so.

    Of an article that readers don't see any more the change goes back to being prepared.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    change = _change_of(article)
    if change is None or change.at is None or change.at > clock.now():
        return False
    _come_due(change)
    return True


def _next_at() -> datetime | None:
    note(CHANGES_KEY)
    return PendingChange.objects.aggregate(at=Min("at"))["at"]


def _come_due(change: PendingChange) -> None:
    article, by, due_at = change.article, change.approved_by, change.at
    assert due_at is not None
    if article.is_published():
        _put_in_place(change, by=by, detail={"public from": due_at.isoformat()})
        return
    _unschedule(change)
    _written(change, "kept a change back", by=None, detail={"due": due_at.isoformat()})


def _put_in_place(change: PendingChange, *, by: Person | None, detail: dict[str, Any]) -> Article:
    article, met = change.article, meeting(change)
    content, gone = Content.from_json(met.content).still_there(section=article.section_id)
    detail |= {"substantial": change.substantial, "overruled": met.disputed}
    if gone:
        detail["no longer there"] = gone
    _remove(change)
    older = article.latest_revision
    article = writing.replace_content(article, content, "published a change", by=by, detail=detail)
    newer = article.latest_revision
    if change.correction_kind and by and older and newer:
        amends = Amends(change.correction_kind, change.correction_text)
        correcting.tell(article, amends, by=by, older=older, newer=newer)
    return article


def expect_change(article: Article) -> PendingChange:
    """Return the article's change; raise NotNow if there is none (any more)."""
    change = _change_of(article)
    if change is None:
        raise NotNow(_("This article has no pending change. Somebody published or discarded it."))
    return change


def _locked(article: Article) -> tuple[Article, PendingChange]:
    article = Article.objects.select_for_update().get(pk=article.pk)
    return article, expect_change(article)


def _change_of(article: Article) -> PendingChange | None:
    rows = PendingChange.objects.select_related("base", "revision", "approved_by")
    change = rows.filter(article=article).first()
    if change is not None:
        change.article = article
    return change


def _expect(change: PendingChange, states: set[Any], sentence: str) -> None:
    if change.state not in states:
        raise NotNow(sentence)


def _unschedule(change: PendingChange) -> None:
    change.state, change.at, change.approved_by = State.PREPARED, None, None


def _keep(change: PendingChange, content: dict[str, Any], verb: str, *, by: Person) -> None:
    """Make `content` the change's latest revision, which goes back to the one before, or to the
    live one."""
    change.revision = Revision.objects.create(
        article=change.article,
        base_id=change.revision_id or change.article.latest_revision_id,
        at=clock.now(),
        by=by,  # type: ignore[misc]
        verb=verb,
        content=content,
    )


def _written(
    change: PendingChange, verb: str, *, by: Person | None, detail: dict[str, Any] | None = None
) -> PendingChange:
    change.save()
    wait_for_change(change.article)
    history.record(change.article, verb, by=by, detail=detail)
    touch([CHANGES_KEY])
    return change


def _remove(change: PendingChange) -> None:
    change.delete()
    wait_for_change(change.article)
    touch([CHANGES_KEY])
