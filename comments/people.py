"""Who wrote a comment, as moderators see it: the record, decisions about the person, and notes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from comments.knowing import marks_of
from comments.models import Comment, PersonNote, Standing

SHOWN = 50
Status = Comment.Status


@dataclass(frozen=True, slots=True)
class Writer:
    """One person: `comment` is the one by which they were looked up."""

    comment: Comment
    record: dict[str, int]
    standings: list[Standing]
    notes: list[PersonNote]

    @property
    def known_by(self) -> list[tuple[str, Any]]:
        """The kinds of marks that are known of the person, with their names."""
        known = marks_of(self.comment)
        return [(kind, label) for kind, label in Standing.Mark.choices if kind in known]

    @property
    def standing(self) -> str:
        return words_of(self.record)


def writer_of(comment: Comment) -> Writer:
    """Look up all that is known of who wrote a comment."""
    marks = marks_of(comment).values()
    return Writer(
        comment=comment,
        record=Comment.objects.records_of([comment.email]).get(comment.email, {}),
        standings=list(Standing.objects.with_people().filter(mark__in=marks)[:SHOWN]),
        notes=list(PersonNote.objects.of_marks(marks)[:SHOWN]),
    )


def words_of(record: dict[str, int]) -> str:
    """Say what became of somebody's comments."""
    return _("%(approved)d approved, %(rejected)d rejected, %(spam)d spam") % {
        "approved": record.get(Status.APPROVED, 0),
        "rejected": record.get(Status.REJECTED, 0),
        "spam": record.get(Status.SPAM, 0),
    }
