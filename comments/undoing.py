"""Taking back what was decided last about a comment, whatever it was."""

from collections.abc import Callable

from comments import featuring, moderation, reporting
from comments.models import Comment
from comments.rights import Person
from press.history.models import Entry

# What changed no status has a verb of its own that undoes it.
UNDONE_BY: dict[str, Callable[..., Comment]] = {
    "picked": featuring.drop,
    "unpicked": featuring.pick,
    "kept": reporting.ask_again,
}


def take_back(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Undo the decision that made this version of the comment.

    Raises PermissionDenied, and Outdated when somebody decided since or no decision made it.
    Writes what the verb that undoes it writes.
    """
    made_by = Entry.objects.about(comment).filter(detail__version=seen).first()
    undo = UNDONE_BY.get(made_by.verb if made_by else "", moderation.take_back)
    return undo(comment, by=by, seen=seen, why=why)
