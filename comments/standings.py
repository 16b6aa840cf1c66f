"""Verbs about people: ban, suspend, always hold, trust, lift, note. Each writes one entry a mark.

A person is known by marks: the email address, the network, the browser in its network. A ban is a
suspension when it has an end. What a comment's marks are stands beside it as keyed hashes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comments import moderation
from comments.knowing import marks_of
from comments.models import Comment, PersonNote, Standing
from comments.rights import Person, may_moderate_all
from press import clock, history
from press.locks import one_at_a_time

Kind, Mark = Standing.Kind, Standing.Mark
TRUSTED_FOR = timedelta(days=180)
# In the place of a network's mark, where none is known.
ONLY_PROVEN = "proven"
TRUSTED_BECAUSE = "Approved and trusted"


@transaction.atomic
def give(
    comment: Comment,
    *,
    kind: str,
    known_by: Iterable[str],
    reason: str,
    ends_at: datetime | None,
    by: Person,
) -> list[Standing]:
    """Ban, always hold or trust who wrote the comment, as known by these marks.

    Raises PermissionDenied, and ValidationError when a mark isn't known (any more), none is
    chosen, the end is past, or a network would have none. What stood against the same mark
    before is lifted. Writes a row and an entry for each mark; comments that are here already
    stay as they are.
    """
    _expect_moderator(by)
    marks, chosen = marks_of(comment), list(known_by)
    if not chosen or not set(chosen) <= set(marks):
        raise ValidationError(_("Choose by what this person is known; old marks are forgotten."))
    if ends_at is not None and ends_at <= clock.now():
        raise ValidationError(_("The end lies in the past."))
    given = [
        _given(comment, Standing(kind=kind, known_by=known, reason=reason, ends_at=ends_at), by)
        for known in chosen
    ]
    return given


@transaction.atomic
def approve_and_trust(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Approve the comment, and let its writer's later ones pass unread for half a year.

    An address alone proves nothing, so trust holds for who has proven it, and from the network that
    the comment came from.
    Raises as `approve` does, PermissionDenied also for who is limited to sections, and
    ValidationError when address or network aren't known.
    """
    _expect_moderator(by)
    comment = moderation.approve(comment, by=by, seen=seen, why=why)
    if not (comment.email and (comment.network_mark or comment.is_proven)):
        raise ValidationError(_("Without an address and a network nobody can be told again."))
    trust = Standing(
        kind=Kind.TRUSTED,
        known_by=Mark.ADDRESS,
        reason=why or TRUSTED_BECAUSE,
        ends_at=clock.now() + TRUSTED_FOR,
    )
    _given(comment, trust, by)
    return comment


@transaction.atomic
def lift(standing: Standing, *, by: Person) -> Standing:
    """End it now. Raises PermissionDenied, and ValidationError if somebody did already."""
    _expect_moderator(by)
    row = Standing.objects.select_for_update(no_key=True).get(pk=standing.pk)
    if row.lifted_at is not None:
        raise ValidationError(_("This was lifted already."))
    row.lifted_at, row.lifted_by_id = clock.now(), by.pk
    row.save(update_fields=["lifted_at", "lifted_by"])
    history.record(row, "lifted", by=by)
    return row


@transaction.atomic
def note(comment: Comment, *, text: str, by: Person) -> PersonNote:
    """Write a note about who wrote the comment. Raises PermissionDenied and ValidationError.

    The entry "noted" says who and when; what is noted stands in the note only.
    """
    _expect_moderator(by)
    marks = marks_of(comment)
    mark = marks.get(Mark.ADDRESS) or marks.get(Mark.BROWSER)
    if not mark:
        raise ValidationError(_("Nothing is known by which this person can be told again."))
    if not text.strip():
        raise ValidationError(_("The note is empty."))
    written = PersonNote.objects.create(mark=mark, text=text, by=by, at=clock.now())  # type: ignore[misc]
    history.record(comment, "noted", by=by)
    return written


def _given(comment: Comment, standing: Standing, by: Person) -> Standing:
    standing.mark = marks_of(comment)[standing.known_by]
    if standing.kind == Kind.TRUSTED and standing.known_by == Mark.ADDRESS:
        # Anybody can type an address.
        standing.network_mark = comment.network_mark or ONLY_PROVEN
    standing.because_of, standing.given_by = comment, by  # type: ignore[assignment]
    standing.given_at = clock.now()
    one_at_a_time(f"standing {standing.mark}")
    for former in Standing.objects.filter(mark=standing.mark, lifted_at=None):
        lift(former, by=by)
    standing.validate_constraints()
    standing.save()
    ends = standing.ends_at.isoformat() if standing.ends_at else ""
    detail = {"why": standing.reason, "until": ends, "comment": comment.pk}
    history.record(standing, str(standing.kind), by=by, detail=detail)
    return standing


def _expect_moderator(by: Person) -> None:
    if not may_moderate_all(by):
        raise PermissionDenied(_("Your role doesn't allow deciding about people."))
