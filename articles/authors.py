"""Verbs of authors: their addresses lead on."""

from django.db import transaction

from articles import old_addresses
from articles.models import Author
from articles.naming import name_anew_after


@transaction.atomic
def arrange(author: Author) -> Author:
    """Save a new or changed author. The desk writes the history and touches the keys.

    If the address changes, the old one and those of its feeds answer 301; search learns a new
    name by a job.
    """
    old = Author.objects.select_for_update().filter(pk=author.pk).first()
    author.save()
    if old and old.name != author.name:
        name_anew_after("author", author.pk)
    old_addresses.free(author.get_absolute_url())
    if old:
        old_addresses.lead(old.get_absolute_url(), author.get_absolute_url())
    return author


@transaction.atomic
def remove(author: Author) -> None:
    """Remove an author whom no article names; the address answers 410.

    The desk writes the history and touches the keys. Raises ProtectedError while one does.
    """
    author.delete()
    old_addresses.mark_gone(author.get_absolute_url())
