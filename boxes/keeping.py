"""Verbs of boxes. Whoever may is in the table of rights (`boxes.add_box`, `boxes.change_box`).

All that a verb changes is in every page, feed and answer of the API that shows the box as soon as
its transaction ends: they have the box's key.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from boxes.models import Box, BoxVersion
from boxes.uses import uses_of
from images.uses import Use
from press import clock, history
from press.pages.keys import key_of, touch
from publication.preparing import prepare
from publication.prose import clean_box, plain_text


class Outdated(ValidationError):
    """Somebody else changed the box since the editor opened it."""


class BoxInUse(ValidationError):
    """It can't be removed; its sentence names the first place, `uses` holds them."""

    def __init__(self, box: Box, uses: list[Use]) -> None:
        said = _("“%(box)s” is still used: %(what)s “%(name)s”. Take it out there first.")
        facts = {"box": box, "what": uses[0].what, "name": uses[0].name}
        super().__init__(said % facts, code="in use")
        self.uses = uses


@dataclass(frozen=True, slots=True)
class Words:
    """What a box says: a text, the numbers of articles in order, or both."""

    title: str
    language: str = "en"
    body: str = ""
    articles: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, box: Box) -> Self:
        return cls(box.title, box.language, box.body, box.articles)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        return cls(**content)

    @property
    def says_nothing(self) -> bool:
        return not self.articles and not _has_words(self.body)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@transaction.atomic
def add(words: Words, *, by: User) -> Box:
    """Keep a new box, as its version 1. Writes the entry "added"; raises ValidationError for a box
    that says nothing, PermissionDenied."""
    _must(by, "boxes.add_box")
    box = Box(version=0)
    _write(box, words, by=by)
    history.record(box, "added", by=by)
    return box


@transaction.atomic
def change(box: Box, words: Words, *, by: User, base: int) -> Box:
    """Let the box say `words` wherever it stands, as a new version.

    `base` is the version that the editor began from. The same words once more make no version.
    Writes the entry "changed". Raises Outdated if there is a newer version or the box was removed,
    ValidationError for a box that says nothing, PermissionDenied.
    """
    _must(by, "boxes.change_box")
    box = writable(box, base)
    if _cleaned(words) != Words.of(box):
        _write(box, words, by=by)
        history.record(box, "changed", by=by, detail={"version": box.version})
    return box


@transaction.atomic
def restore(version: BoxVersion, *, by: User, base: int) -> Box:
    """Bring an older version back, as a new one. Writes the entry "brought back".

    Raises Outdated and PermissionDenied as `change` does.
    """
    _must(by, "boxes.change_box")
    box = writable(version.box, base)
    _write(box, Words.from_json(version.content), by=by, restored=version.number)
    history.record(box, "brought back", by=by, detail={"version": version.number})
    return box


@transaction.atomic
def remove(box: Box, *, by: User) -> Box:
    """Take an unused box from the list. Its row and its versions stay. Writes the entry "removed".

    Raises BoxInUse with the places where it stands, PermissionDenied.
    """
    _must(by, "boxes.change_box")
    box = Box.objects.select_for_update().get(pk=box.pk)
    if uses := uses_of(box):
        raise BoxInUse(box, uses)
    if box.removed_at is None:
        _turn(box, clock.now(), "removed", by=by)
    return box


@transaction.atomic
def bring_back(box: Box, *, by: User) -> Box:
    """Undo a removal: the box says what it said, in every text that still holds it.

    Writes the entry "brought back after removal". Raises PermissionDenied.
    """
    _must(by, "boxes.change_box")
    box = Box.objects.select_for_update().get(pk=box.pk)
    if box.removed_at is not None:
        _turn(box, None, "brought back after removal", by=by)
    return box


def _turn(box: Box, removed_at: Any, verb: str, *, by: User) -> None:
    box.removed_at = removed_at
    box.save(update_fields=["removed_at"])
    history.record(box, verb, by=by)
    touch([key_of(box)])


def _must(by: User, right: str) -> None:
    if not by.has_perm(right):
        raise PermissionDenied(_("Your role doesn't allow this for boxes. Ask an editor."))


def writable(box: Box, base: int) -> Box:
    """Return the row, locked until the transaction ends. Raises Outdated as `change` does."""
    box = Box.objects.select_for_update().get(pk=box.pk)
    if box.removed_at is not None:
        raise Outdated(_("Somebody removed this box meanwhile. Bring it back to change it."))
    if box.version != base:
        raise Outdated(
            _(
                "Somebody changed this box meanwhile. Your words are still here; save again to "
                "put them in the place of the others."
            )
        )
    return box


def _cleaned(words: Words) -> Words:
    body = clean_box(words.body)
    title = " ".join(words.title.split())
    return Words(title, words.language, body if _has_words(body) else "", list(words.articles))


def _has_words(body: str) -> bool:
    return bool(plain_text(body)) or "data-image-id" in body


def _write(box: Box, words: Words, *, by: User, restored: int | None = None) -> None:
    words = _cleaned(words)
    if words.says_nothing:
        raise ValidationError(_("Write a text, or choose at least one article."))
    for name, value in words.as_json().items():
        setattr(box, name, value)
    box.prepared = prepare(box.body)
    box.version += 1
    box.changed_at = clock.now()
    box.save()
    box.versions.create(
        number=box.version,
        at=box.changed_at,
        by=by,
        restored=restored,
        content=words.as_json(),
    )
    touch([key_of(box)])
