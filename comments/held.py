"""The writer's own page: a signed link that nobody can guess, good for 30 days."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from comments.models import Comment
from press import clock

GOOD_FOR = timedelta(days=30)
_signer = signing.Signer(salt="comments.held")


class Unknown(LookupError):
    """No comment has this link."""


class Expired(LookupError):
    """The link was good once."""


def address_of(comment: Comment) -> str:
    """Return the address of the page on which the writer sees what becomes of the comment."""
    return reverse("comments:held", args=[_signer.sign(str(comment.pk))])


def comment_of(token: str) -> Comment:
    """Return the comment of a link; raises Unknown or Expired."""
    try:
        pk = _signer.unsign(token)
        comment = Comment.objects.for_permalink().get(pk=pk)
    except (signing.BadSignature, Comment.DoesNotExist):
        raise Unknown from None
    if comment.created_at <= clock.now() - GOOD_FOR:
        raise Expired
    return comment
