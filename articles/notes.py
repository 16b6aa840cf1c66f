"""Verbs of notes: the staff's words about an article, beside it."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import rights
from articles.models import Article, Note
from articles.rights import Person
from articles.signals import note_written
from press import clock, history

# An address of a mail has letters before its sign.
MENTION = re.compile(r"(?<![\w.@])@([\w.+-]*\w)")


@transaction.atomic
def write_note(article: Article, *, by: Person, text: str) -> Note:
    """Add a note; each `@name` in it is a login, whose person hears of it.

    For whoever may see the article's versions. Writes the entry "wrote a note" and announces
    `note_written`. Raises ValidationError for no words, and for a name that nobody here has, or
    whose person may not read the article.
    """
    rights.must(rights.may_see_versions(by, article))
    text = text.strip()
    if not text:
        raise ValidationError(_("Write the note first."))
    people = _named_in(text, article)
    note = Note.objects.create(
        article=article,
        at=clock.now(),
        by=by,  # type: ignore[misc]
        text=text,
    )
    note.mentions.set(people)
    history.record(article, "wrote a note", by=by, detail={"note": note.pk})
    note_written.send(Note, note=note, people=people)
    return note


@transaction.atomic
def settle_note(note: Note, *, by: Person) -> Note:
    """Mark a note as done; it stays to be read. Writes the entry "settled a note"."""
    note = Note.objects.select_for_update().select_related("article").get(pk=note.pk)
    rights.must(rights.may_see_versions(by, note.article))
    if note.done_at is None:
        note.done_at, note.done_by = clock.now(), by  # type: ignore[assignment]
        note.save(update_fields=["done_at", "done_by"])
        history.record(note.article, "settled a note", by=by, detail={"note": note.pk})
    return note


def _named_in(text: str, article: Article) -> list[User]:
    names = list(dict.fromkeys(MENTION.findall(text)))
    found = User.objects.filter(username__in=names, is_active=True, is_staff=True)
    people = {person.username: person for person in found}
    for name in names:
        if name not in people:
            raise ValidationError(_("Nobody here is called @%(name)s.") % {"name": name})
        if not rights.may_see_versions(people[name], article):
            raise ValidationError(_("@%(name)s may not read this article.") % {"name": name})
    return list(people.values())
