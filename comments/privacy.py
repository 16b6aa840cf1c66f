"""What people may ask of a newspaper about their own comments: a copy, or to be forgotten.

A person is an address, without regard to capitals. A thread stays whole whatever goes: an answer
keeps the place that it has.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from comments.counting import recounted
from comments.models import Address, AkismetAnswer, Comment, PersonNote, Receipt, Report, Standing
from comments.origin import address_mark
from comments.querysets import list_key
from press import clock, history
from press.mail.models import Message
from press.pages.keys import key_of, touch

Person = User | AnonymousUser
Wish = Receipt.Wish
# What replaced words look like in the database; readers see "Removed by its writer".
GONE = "–"
MAILS = "comments."


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that this room holds about a person, as plain JSON, and the receipt."""

    facts: dict[str, Any]
    receipt: Receipt


@transaction.atomic
def export(address: str, *, by: Person) -> Export:
    """Return a copy of all that is stored with this address.

    Raises PermissionDenied. Writes a receipt and its entry "exported".
    """
    _must(by)
    comments = [
        _facts(comment)
        for comment in of(address).select_related("article").prefetch_related("wordings")
    ]
    mails = list(_mails(address).values("subject", "queued_at", "state"))
    receipt = _receipt(address, Wish.EXPORTED, len(comments), by)
    facts = {"address": address, "at": receipt.at, "comments": comments, "mails": mails}
    asked = AkismetAnswer.objects.filter(comment__in=of(address))
    facts["akismet"] = list(asked.values("comment", "said", "address", "agent", "asked_at"))
    facts |= _decided_about(address_mark(address))
    facts["mail"] = list(_addresses(address).values("proven_at", "left_at", "language"))
    return Export(facts, receipt)


@transaction.atomic
def erase(address: str, how: str, *, by: Person) -> Receipt:
    """Forget a person: `Wish.ANONYMISED` keeps their words, `Wish.REMOVED` doesn't.

    Either way name, address, network and what the rules said go, and the mails about comments that
    were sent to the address, and the moderators' notes about the person. A ban stays: it holds no
    address. Removed comments are in the bin without a word of theirs; where others
    answered, the place stays. Raises PermissionDenied, and ValueError for another wish. Writes the
    comments, a receipt and its entry, which name nobody; adds a version to each comment, closes the
    reports about removed ones, and touches the threads.
    """
    _must(by)
    wish = Wish(how)
    if wish == Wish.EXPORTED:
        raise ValueError("An export forgets nothing.")
    comments = list(of(address).select_for_update(no_key=True))
    for comment in comments:
        _forget(comment, wish)
    AkismetAnswer.objects.filter(comment__in=comments).delete()
    _mails(address).delete()
    PersonNote.objects.of_marks([address_mark(address)]).delete()
    _addresses(address).delete()
    return _receipt(address, wish, len(comments), by)


def of(address: str) -> QuerySet[Comment]:
    """The comments of an address, oldest first."""
    return Comment.objects.filter(email__iexact=address.strip()).order_by("created_at", "pk")


def was_asked(address: str) -> QuerySet[Receipt]:
    """What was done for this address before, newest first."""
    return Receipt.objects.filter(person=_hash(address)).select_related("by").order_by("-at")


def may_answer(user: Person) -> bool:
    return user.has_perm("comments.add_receipt")


def _must(by: Person) -> None:
    if not may_answer(by):
        raise PermissionDenied(_("Your role doesn't allow exporting or erasing people's data."))


def _facts(comment: Comment) -> dict[str, Any]:
    return {
        "number": comment.pk,
        "article": comment.article.headline,
        "answers": comment.parent_id,
        "name": comment.name,
        "email": comment.email,
        "website": comment.site,
        "text": comment.text,
        "former words": [wording.text for wording in comment.wordings.all()],
        "status": comment.status,
        "written": comment.created_at,
        "changed": comment.edited_at,
        "decided": comment.decided_at,
        "rules": [verdict["reason"] for verdict in comment.verdicts],
    }


def _decided_about(mark: str) -> dict[str, Any]:
    """What moderators decided about a person, and noted."""
    standings = Standing.objects.filter(mark=mark)
    notes = PersonNote.objects.of_marks([mark])
    return {
        "standings": list(standings.values("kind", "reason", "given_at", "ends_at", "lifted_at")),
        "notes": list(notes.values("text", "at")),
    }


def _mails(address: str) -> QuerySet[Message]:
    return Message.objects.keyed(MAILS).filter(recipient__iexact=address.strip())


def _addresses(address: str) -> QuerySet[Address]:
    return Address.objects.filter(email__iexact=address.strip())


def _forget(comment: Comment, wish: str) -> None:
    was_public = comment.status == Comment.Status.APPROVED
    comment.name, comment.email, comment.network = _("Somebody"), "", ""
    comment.site = ""
    comment.network_mark = comment.browser_mark = comment.likeness = ""
    comment.is_proven = False
    comment.verdicts, comment.version = [], comment.version + 1
    if wish == Wish.REMOVED:
        comment.text, comment.status = GONE, Comment.Status.BINNED
        comment.decided_at = None  # Readers are told that it was its writer who removed it.
        Report.objects.close(comment)
        comment.wordings.all().delete()
    comment.save()
    recounted(comment, was_public=was_public)
    touch([key_of(comment), list_key(comment.article_id)])


def _receipt(address: str, wish: Wish, many: int, by: Person) -> Receipt:
    receipt = Receipt.objects.create(
        wish=wish,
        comments=many,
        at=clock.now(),
        by=by,  # type: ignore[misc]
        person=_hash(address),
    )
    history.record(receipt, wish.value, by=by, detail={"comments": many})
    return receipt


def _hash(address: str) -> str:
    value = address.strip().lower()
    return salted_hmac("comments.privacy", value, algorithm="sha256").hexdigest()
