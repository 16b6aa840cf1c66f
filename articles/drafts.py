"""Verbs of what is typed and not saved yet: a draft on the server, and what becomes of it.

Keeping a draft writes no history: it happens every few seconds. Words that somebody decided
against, and words that would be in the way of others, stay as a revision that isn't live.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import seats
from articles.merging import Json, differing, merge
from articles.models import Article, Draft, Revision
from articles.rights import Person
from articles.sheets import Sheet
from articles.typed import Words, content_from
from press import clock, history
from press.locks import one_at_a_time


class Elsewhere(ValidationError):
    """The same person writes the same article in another window."""


REMEMBERED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Copy:
    """Words as they stood in one window: its how manieth copy, and the revision they follow.

    `follows` is the window whose words this one took up when it was opened.
    """

    words: Words
    window: UUID
    number: int
    base: int | None = None
    follows: UUID | None = None


@transaction.atomic
def keep(sheet: Sheet, copy: Copy, *, by: Person, typed_at: datetime | None = None) -> Draft:
    """Keep the words of a form that isn't saved yet, in place of the person's earlier ones.

    A copy that arrives after a later one of its window changes nothing. Words of a window that is
    gone stay as a revision; with `typed_at` the copy itself is such a left one, found in a
    browser. Raises Elsewhere while the person writes in another window, and PermissionDenied.
    """
    sheet.must_be_open_to(by)
    one_at_a_time(f"draft of {by.pk} for {sheet}")
    draft = sheet.draft_of(by)
    if draft is not None and draft.window == copy.window and draft.number >= copy.number:
        return draft
    if draft is not None and draft.window not in {copy.window, copy.follows}:
        if _is_open_elsewhere(sheet, draft, copy.window):
            if typed_at is None:
                raise Elsewhere(_("You are writing this in another window too."))
            _put_away(sheet, copy.words, copy.base, by=by)
            return draft
        if typed_at is not None and typed_at < draft.at:
            _put_away(sheet, copy.words, copy.base, by=by)
            return draft
        _put_away(sheet, draft.words, draft.base_id, by=by)
    draft = draft or _blank(sheet, by)
    draft.window, draft.number, draft.words = copy.window, copy.number, dict(copy.words)
    draft.base_id = _known(sheet, copy.base)
    draft.at = typed_at or clock.now()
    draft.save()
    return draft


@transaction.atomic
def set_aside(sheet: Sheet, *, by: Person) -> None:
    """Decide for the saved version: the draft becomes a revision that isn't live.

    Of an article that was never saved the draft is removed. Writes the entry "set aside".
    """
    sheet.must_be_open_to(by)
    draft = sheet.draft_of(by)
    if draft is None:
        return
    if sheet.article is not None:
        _put_away(sheet, draft.words, draft.base_id, by=by)
    draft.delete()


def finish(sheet: Sheet, *, by: Person, windows: set[UUID]) -> None:
    """Forget the draft after its words were saved from one of `windows`."""
    draft = sheet.draft_of(by)
    if draft is not None and draft.window in windows:
        draft.delete()


def finish_new(key: UUID, article: Article, *, by: Person) -> None:
    """Remember which article the form `key` has become: if nobody hears the answer, the same form
    may come again, and must not become a second one."""
    now = clock.now()
    mine = Draft.objects.filter(person=by, article=None)  # type: ignore[misc]
    mine.filter(became__isnull=False, at__lt=now - REMEMBERED_FOR).delete()
    facts = {"window": key, "number": 0, "words": {}, "at": now, "became": article}
    mine.update_or_create(key=key, defaults=facts, create_defaults=facts | {"person": by})


@transaction.atomic
def keep_version(article: Article, content: Json, *, by: Person, base: int | None) -> None:
    """Keep words that lost against the saved ones as a revision that isn't live.

    Writes one revision and the entry "set aside"; the article stays as it is.
    """
    revision = Revision.objects.create(
        article=article,
        base_id=base,
        at=clock.now(),
        by=by,  # type: ignore[misc]
        verb="set aside",
        content=dict(content),
    )
    history.record(article, "set aside", by=by, detail={"revision": revision.pk})


def unsaved(sheet: Sheet, draft: Draft) -> tuple[Json, Json] | None:
    """What is saved and what `draft` would make of it, or None if that is the same.

    What only others changed meanwhile is in both.
    """
    address = draft.article.slug if draft.article else ""
    saved = {**sheet.saved(), "slug": address}
    slug, slug_was = (draft.words.get(name, [""])[-1] for name in ("slug", "slug_was"))
    base = draft.base.content | {"slug": slug_was or address} if draft.base else None
    mine = content_from(draft.words, base or saved) | {"slug": slug or address}
    merged = merge(base, saved, mine).content
    return (saved, merged) if differing(saved, merged) else None


def _is_open_elsewhere(sheet: Sheet, draft: Draft, window: UUID) -> bool:
    if sheet.article is None:
        return clock.now() - draft.at < seats.PRESENT_FOR
    return seats.comes_before(sheet, draft.window, window)


def _put_away(sheet: Sheet, words: Words, base: int | None, *, by: Person) -> None:
    """Keep words that make room for others; those that say nothing new need no keeping."""
    if sheet.article is None:
        _begin_another(words, by=by)
        return
    base = _known(sheet, base)
    before = Revision.objects.get(pk=base).content if base else None
    saved = sheet.saved()
    content = content_from(words, before or saved)
    if differing(saved, content) and differing(before or {}, content):
        keep_version(sheet.article, content, by=by, base=base)


def _blank(sheet: Sheet, by: Person) -> Draft:
    return Draft(  # type: ignore[misc]
        person=by, article=sheet.article, key=sheet.key, of_change=sheet.of_change
    )


def _begin_another(words: Words, *, by: Person) -> None:
    window = uuid4()
    facts = {"key": window, "window": window, "number": 0, "words": dict(words)}
    Draft.objects.create(person=by, at=clock.now(), **facts)  # type: ignore[misc]


def _known(sheet: Sheet, base: int | None) -> int | None:
    if sheet.article is None or base is None:
        return None
    return Revision.objects.of(sheet.article).filter(pk=base).values_list("pk", flat=True).first()
