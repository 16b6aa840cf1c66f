"""Verbs of beats: the sections to which administrators limit a moderator."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.telling import note
from articles.models import Section
from comments.models import Beat
from comments.rights import Person
from press import history


@transaction.atomic
def limit(person: User, sections: Iterable[Section], *, by: Person) -> Beat:
    """Let a person moderate only below articles of these sections and of their parts.

    Raises PermissionDenied, and ValidationError without a section. Writes the beat, in the place of
    a former one, and the entry "limited" with the names; no page of readers shows it. The person
    is mailed, and has the entry too, as of every change of rights.
    """
    if not by.has_perm("comments.change_beat"):
        raise PermissionDenied(_("Your role doesn't allow limiting moderators."))
    chosen = list(sections)
    if not chosen:
        raise ValidationError(_("Choose a section, or remove the limit."))
    beat, _is_new = Beat.objects.get_or_create(person=person)
    beat.sections.set(chosen)
    names = [each.name for each in chosen]
    history.record(beat, "limited", by=by, detail={"sections": names})
    said = _("%(by)s changed your rights: you moderate below articles of %(sections)s only.")
    words = {"by": by, "sections": ", ".join(names)}
    note(person, "limited", said % words, by=by, sections=names)
    return beat


@transaction.atomic
def free(beat: Beat, *, by: Person) -> None:
    """Let a person moderate everywhere again, and mail them. Raises PermissionDenied; writes the
    entry "freed", of the limit and of the person."""
    if not by.has_perm("comments.delete_beat"):
        raise PermissionDenied(_("Your role doesn't allow limiting moderators."))
    history.record(beat, "freed", by=by)
    said = _("%(by)s changed your rights: you moderate below all articles again.")
    note(beat.person, "freed", said % {"by": by}, by=by)
    beat.delete()
