"""Parts of a long thread, by key: each costs the same, however many replies come before it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from articles.paging import Key
from comments.models import Comment
from comments.models.policy import Order
from comments.querysets import CommentQuerySet

LARGEST = 2**31 - 1
FIELDS = {
    Order.OLDEST: ("created_at", "pk"),
    Order.NEWEST: ("-created_at", "-pk"),
    Order.RECOMMENDED: ("-recommended", "-pk"),
}


def in_order(rows: Iterable[Comment], order: Order) -> list[Comment]:
    """Return comments as they stand in an order."""
    value = FIELDS[order][0].lstrip("-")
    return sorted(
        rows,
        key=lambda comment: (getattr(comment, value), comment.pk),
        reverse=FIELDS[order][0].startswith("-"),
    )


def cut(rows: list[Comment], order: Order, size: int) -> tuple[list[Comment], str]:
    """Return the first `size` comments, and the key of the next part or ""."""
    return rows[:size], _key_of(rows[size - 1], order) if len(rows) > size else ""


def after_key(comments: CommentQuerySet, key: tuple[Any, int] | None) -> CommentQuerySet:
    """Leave out what stands up to a key, where the oldest stands first."""
    fields = FIELDS[Order.OLDEST]
    return (comments.filter(_beyond(fields, key)) if key else comments).order_by(*fields)


def before(comment: Comment, order: Order = Order.OLDEST) -> Q:
    """Return the condition for what stands before a comment in this order."""
    turned = tuple(name[1:] if name[0] == "-" else f"-{name}" for name in FIELDS[order])
    return _beyond(turned, (getattr(comment, FIELDS[order][0].lstrip("-")), comment.pk))


def key_before(comment: Comment) -> str:
    """Return the key after which the comment is the first, where the oldest stands first."""
    return str(Key(comment.created_at, comment.pk - 1))


def _beyond(fields: tuple[str, ...], key: tuple[Any, int]) -> Q:
    side = "lt" if fields[0].startswith("-") else "gt"
    value, pk = (name.lstrip("-") for name in fields)
    # The first condition is the one that the index answers; the second settles equal values.
    return Q(**{f"{value}__{side}e": key[0]}) & (
        Q(**{f"{value}__{side}": key[0]}) | Q(**{f"{pk}__{side}": key[1]})
    )


def read(order: Order, text: str) -> tuple[Any, int] | None:
    """Return the key that `text` spells, None for ""; raises Http404 if it spells none."""
    if not text:
        return None
    if order != Order.RECOMMENDED:
        key = Key.read(text)
        return key.moment, key.pk
    try:
        many, pk = (int(part) for part in text.split("-") if part.isascii())
        if not (0 <= many <= LARGEST and 0 <= pk <= LARGEST):
            raise ValueError(text)
    except ValueError:
        raise Http404(
            _("This part of the thread doesn’t exist. Begin at its first part.")
        ) from None
    return many, pk


def _key_of(comment: Comment, order: Order) -> str:
    if order == Order.RECOMMENDED:
        return f"{comment.recommended}-{comment.pk}"
    return str(Key(comment.created_at, comment.pk))
