"""Verbs of authors: their addresses lead on."""

from django.db import transaction

from articles.models import Author
from articles.naming import name_anew_after
from press.redirects import moving


@transaction.atomic
def arrange(author: Author) -> Author:
    """Save a new or changed author. The desk writes the history and touches the keys.

    If the address changes, the old one answers 301; search learns a new
    name by a job.
    """
    old = Author.objects.select_for_update().filter(pk=author.pk).first()
    author.save()
    if old and old.name != author.name:
        name_anew_after("author", author.pk)
    moving.free(author.get_absolute_url())
    if old:
        moving.move(old.get_absolute_url(), author.get_absolute_url())
    return author


@transaction.atomic
def remove(author: Author) -> None:
    """Remove an author whom no article names; the address answers 410.

    The desk writes the history and touches the keys. Raises ProtectedError while one does.
    """
    author.delete()
    moving.mark_gone(author.get_absolute_url())
