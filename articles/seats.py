"""Verbs of company: who has an article open for writing, since when, and which of them has it.

Nobody is kept out: whoever doesn't have the article may write too, and what two people change in
one field is put before the second of them. To have it means that the others are asked to wait.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from articles.models import Article, Seat
from articles.models.draft import PRESENT_FOR, SeatQuerySet
from articles.rights import Person
from articles.sheets import Sheet
from press import clock, history

__all__ = ["PRESENT_FOR"]


def sit(sheet: Sheet, *, by: Person, window: UUID) -> list[Seat]:
    """Say that `window` is open, and return all present: first the one that has the article.

    A window that opens where the same person's has just closed has what that one had. Writes no
    history: it happens every few seconds. Raises PermissionDenied.
    """
    sheet.must_be_open_to(by)
    now = clock.now()
    here = _at(sheet)
    mine = here.filter(person=by)  # type: ignore[misc]
    # Only these columns: another window may take the article over at the same moment.
    if not mine.filter(window=window).update(seen_at=now, left_at=None):
        seat = Seat(person=by, window=window, since=now, seen_at=now)  # type: ignore[misc]
        seat.article, seat.of_change = _article(sheet), sheet.of_change
        before = mine.filter(left_at__isnull=False).order_by("left_at").last()
        if before is not None and before in mine.present():
            seat.since, seat.took_at = before.since, before.took_at
        gone = Q(left_at__isnull=False, person=by) | Q(seen_at__lt=now - PRESENT_FOR)
        here.filter(gone).delete()
        Seat.objects.bulk_create([seat], ignore_conflicts=True)
    return present(sheet)


def present(sheet: Sheet) -> list[Seat]:
    """The open windows: first the one that took the article last, then in the order of coming."""
    last_taken = F("took_at").desc(nulls_last=True)
    seats = _at(sheet).present().select_related("person")
    return list(seats.order_by(last_taken, "since", "pk"))


def comes_before(sheet: Sheet, window: UUID, other: UUID) -> bool:
    """Whether `window` is open, and has the article rather than `other`."""
    windows = [seat.window for seat in present(sheet) if seat.left_at is None]
    if window not in windows:
        return False
    return other not in windows or windows.index(window) < windows.index(other)


def leave(sheet: Sheet, *, by: Person, window: UUID) -> None:
    """Say that `window` is closed; a window of the same person may come in its place."""
    _mine(sheet, by, window).update(left_at=clock.now())


def ask(sheet: Sheet, *, by: Person, window: UUID) -> None:
    """Ask whoever has the article for it; they read it within seconds, and answer."""
    _mine(sheet, by, window).update(asked_at=clock.now(), declined_at=None)


def decline(sheet: Sheet, *, by: Person) -> None:
    """Answer everybody who asks that they must wait."""
    sheet.must_be_open_to(by)
    asking = _at(sheet).filter(asked_at__isnull=False).exclude(person=by)  # type: ignore[misc]
    asking.update(asked_at=None, declined_at=clock.now())


@transaction.atomic
def take_over(sheet: Sheet, *, by: Person, window: UUID) -> None:
    """Have the article from now on; whoever had it is told, and keeps their words as a draft.

    Writes the entry "taken over" with the name of the other person. Raises PermissionDenied.
    """
    sheet.must_be_open_to(by)
    others = [seat for seat in present(sheet) if seat.window != window]
    _mine(sheet, by, window).update(took_at=clock.now(), asked_at=None, declined_at=None)
    if others and others[0].person_id != by.pk:
        detail = {"from": str(others[0].person)}
        history.record(_article(sheet), "taken over", by=by, detail=detail)


@transaction.atomic
def give(sheet: Sheet, *, by: Person) -> None:
    """Give the article to whoever asked for it first. Writes the entry "handed over"."""
    sheet.must_be_open_to(by)
    asking = [seat for seat in present(sheet) if seat.asked_at and seat.person_id != by.pk]
    if not asking:
        return
    first = min(asking, key=lambda seat: seat.asked_at or seat.since)
    Seat.objects.filter(pk=first.pk).update(took_at=clock.now(), asked_at=None)
    history.record(_article(sheet), "handed over", by=by, detail={"to": str(first.person)})


def _mine(sheet: Sheet, by: Person, window: UUID) -> SeatQuerySet:
    return _at(sheet).filter(person=by, window=window)  # type: ignore[misc]


def _at(sheet: Sheet) -> SeatQuerySet:
    return Seat.objects.filter(article=sheet.article, of_change=sheet.of_change)


def _article(sheet: Sheet) -> Article:
    assert sheet.article is not None  # The form of a new article has no seats.
    return sheet.article
