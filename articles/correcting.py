"""Verbs of what readers are told about a change: a correction or a clarification.

It names two revisions, and readers may compare them. So both must be texts that readers read; what
was private, under embargo or withdrawn at its time can't be named.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.listing import keys_touched_by, touch_all
from articles.models import Article, Correction, Revision
from articles.models.correction import FRESH_FOR
from articles.publishing import NotNow, lock
from articles.querysets import CORRECTIONS_KEY
from articles.rights import Person
from articles.signals import article_revised
from press import clock, history
from press.clock import moments
from press.pages.keys import key_of
from press.redirects import moving


@dataclass(frozen=True, slots=True)
class Amends:
    """What is to be declared: a kind of `Correction.Amendment`, and the words for readers."""

    kind: str
    text: str


@transaction.atomic
def declare(
    article: Article, amends: Amends, *, by: Person, before: int | None, after: int | None
) -> Correction:
    """Tell readers of a public article what the change from one revision to another put right.

    `before` and `after` are primary keys of revisions of the article that readers read. Moves the
    time "updated"; writes the entry "corrected"; touches the article, its lists and the list of
    corrections. Raises NotNow unless the article is public, ValidationError for revisions that
    readers didn't read and for no words, PermissionDenied.
    """
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    expect_public(article)
    older, newer = _read_by_readers(article, before), _read_by_readers(article, after)
    if older.pk >= newer.pk:
        raise ValidationError(_("The corrected text must be younger than the wrong one."))
    return tell(article, amends, by=by, older=older, newer=newer)


@transaction.atomic
def edit(correction: Correction, amends: Amends, *, by: Person) -> Correction:
    """Change the words or the kind of a correction; readers see when that was.

    Writes the entry "changed a correction" with the former words. Raises PermissionDenied, and
    ValidationError for no words.
    """
    correction = _locked(correction)
    rights.must(rights.may_publish(by, correction.article))
    was = {"kind": correction.kind, "text": correction.text}
    correction.kind, correction.text = amends.kind, _words(amends.text)
    if was == {"kind": correction.kind, "text": correction.text}:
        return correction
    correction.edited_at = clock.now()
    correction.save(update_fields=["kind", "text", "edited_at"])
    detail = {"was": was, "text": correction.text, "kind": correction.kind}
    history.record(correction.article, "changed a correction", by=by, detail=detail)
    _follow(correction, by=by)
    return correction


@transaction.atomic
def remove(correction: Correction, *, by: Person, reason: str) -> Article:
    """Take a correction back that was itself an error; its address answers 410 from then on.

    For whoever may edit others' articles. The entry "removed a correction" keeps its words and the
    reason. Raises PermissionDenied, and ValidationError without a reason.
    """
    correction = _locked(correction)
    article = correction.article
    rights.must(rights.may_remove_correction(by, article))
    if not reason.strip():
        raise ValidationError(_("Give a reason: the log keeps it, with the words."))
    detail = {"reason": reason.strip(), "kind": correction.kind, "text": correction.text}
    history.record(article, "removed a correction", by=by, detail=detail)
    _follow(correction, by=by)
    moving.mark_gone(correction.get_absolute_url())
    moments.cancel(f"correction {correction.pk} is fresh")
    correction.delete()
    return article


def tell(
    article: Article, amends: Amends, *, by: Person, older: Revision, newer: Revision
) -> Correction:
    """Declare a correction between two texts that readers read: for verbs, in their transaction,
    with the row locked and the right checked."""
    article.updated_at = clock.now()
    article.save(update_fields=["updated_at"])
    correction = Correction.objects.create(
        article=article,
        kind=amends.kind,
        text=_words(amends.text),
        before=older,
        after=newer,
        published_at=article.updated_at,
        by=by,  # type: ignore[misc]
    )
    grows_old_at = article.updated_at + FRESH_FOR
    moments.expect(f"correction {correction.pk} is fresh", grows_old_at, [key_of(article)])
    detail = {"kind": amends.kind, "text": correction.text, "before": older.pk, "after": newer.pk}
    history.record(article, "corrected", by=by, detail=detail)
    _follow(correction, by=by)
    return correction


def _follow(correction: Correction, *, by: Person) -> None:
    """Touch what shows the correction, or showed it, and tell of it."""
    article = correction.article
    keys = keys_touched_by(article) | {key_of(correction), CORRECTIONS_KEY}
    touch_all(keys)
    if article.is_published():
        article_revised.send(Article, article=article, by=by, keys=keys)


def expect_public(article: Article) -> None:
    """Raise NotNow unless readers see the article."""
    if not article.is_published():
        raise NotNow(_("Only a public article can be corrected: nobody read the others."))


def was_read(article: Article, revision: Revision) -> bool:
    """Whether readers could read this text at some time: it was the live one while they saw the
    article. `writing.keep_revision` remembers that when the next one takes its place."""
    is_live = revision.pk == article.latest_revision_id and article.is_published()
    return revision.was_public or is_live


def _read_by_readers(article: Article, pk: int | None) -> Revision:
    revision = Revision.objects.of(article).filter(pk=pk or 0).first()
    if revision is None or not was_read(article, revision):
        raise ValidationError(
            _("Readers never read one of these versions, so its words can't be shown to them.")
        )
    return revision


def _locked(correction: Correction) -> Correction:
    lock(correction.article)
    rows = Correction.objects.select_for_update(of=("self",)).select_related("article")
    return rows.get(pk=correction.pk)


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError(_("Say what was wrong and what is right: readers read it."))
    return words
