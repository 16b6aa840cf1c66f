"""Mails to those who work here: of articles in review or returned, of notes, of old pages."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Note, PendingChange
from articles.signals import (
    article_returned,
    article_submitted,
    change_returned,
    change_submitted,
    note_written,
)
from press import clock
from press.mail import outbox
from press.pages.models import Receipt
from press.pages.signals import page_stayed_old

# A newspaper with more editors has desks of its own, and other ways to tell them.
EDITORS_AT_MOST = 200
NOBODY = Q(pk=None)


@receiver(article_submitted)
def tell_editors(article: Article, by: User, **signal: Any) -> None:
    """Mail the editors who want it that an article waits for them."""
    said = _("%(name)s has submitted “%(article)s” for review.")
    for editor in _editors_but(by):
        _tell(editor, article, "submitted", said % {"name": by, "article": article})


@receiver(change_submitted)
def tell_editors_of_change(article: Article, by: User, **signal: Any) -> None:
    """Mail them too that a change of a public article waits for them."""
    said = _("%(name)s has submitted a change of “%(article)s” for review.")
    for editor in _editors_but(by):
        _tell(editor, article, "change_submitted", said % {"name": by, "article": article})


@receiver(article_returned)
def tell_writers(article: Article, by: User, note: str, **signal: Any) -> None:
    """Mail those whose article it is, if they want it, what is missing."""
    said = _("%(name)s has returned “%(article)s”:") % {"name": by, "article": article}
    for writer in _writers_but(by, article):
        _tell(writer, article, "returned", f"{said}\n\n{note}")


@receiver(change_returned)
def tell_writers_of_change(
    article: Article, by: User, note: str, change: PendingChange, **signal: Any
) -> None:
    """Mail them, and whoever prepared the change, what is missing in it."""
    said = _("%(name)s has returned a change of “%(article)s”:") % {"name": by, "article": article}
    for writer in _writers_but(by, article, Q(pk=change.revision.by_id)):
        _tell(writer, article, "change_returned", f"{said}\n\n{note}")


def _editors_but(by: User) -> QuerySet[User]:
    editors = User.objects.with_perm("articles.edit_others_article")
    wanting = editors.filter(mail_on_review=True, is_active=True).exclude(email="")
    return wanting.exclude(pk=by.pk).distinct()[:EDITORS_AT_MOST]


def _writers_but(by: User, article: Article, more: Q = NOBODY) -> QuerySet[User]:
    own = Q(pk=article.created_by_id) | Q(author__bylines__article=article) | more
    wanting = User.objects.filter(own, mail_on_return=True, is_active=True).exclude(email="")
    return wanting.exclude(pk=by.pk).distinct()


def _tell(person: User, article: Article, verb: str, said: str) -> None:
    model = "changedarticle" if verb.startswith("change_") else "article"
    address = reverse(f"admin:articles_{model}_change", args=[article.pk])
    choice = _("Whether such mails come is your choice: %(address)s") % {
        "address": settings.SITE_URL + reverse("own_mails")
    }
    subjects = {
        "submitted": _("In review: %(article)s"),
        "change_submitted": _("In review: a change of %(article)s"),
        "returned": _("Returned: %(article)s"),
        "change_returned": _("Returned: a change of %(article)s"),
    }
    outbox.post(
        key=f"articles.{verb}:{article.pk}:{person.pk}:{clock.now().timestamp()}",
        recipient=person.email,
        subject=" ".join((subjects[verb] % {"article": article}).split())[:300],
        text="\n\n".join([said, settings.SITE_URL + address, choice]),
    )


@receiver(page_stayed_old)
def tell_of_old_page(receipt: Receipt, **signal: Any) -> None:
    """Mail whoever published; the operator too, who can do something about caches."""
    address = settings.SITE_URL + reverse("admin:pages_receipt_change", args=[receipt.pk])
    lines = [
        f"{place['what']}: {settings.SITE_URL}{place['path']}\n  {place.get('problem', '')}"
        for place in receipt.missing
    ]
    text = _("Half a minute after “%(label)s” was saved, readers still get an older page here:") % {
        "label": receipt.label
    }
    for recipient in {receipt.by.email if receipt.by else "", settings.OPERATOR_MAIL} - {""}:
        outbox.post(
            key=f"pages.receipt:{receipt.pk}:{recipient}"[:200],
            recipient=recipient,
            subject=_("Not live everywhere: %(label)s") % {"label": receipt.label[:200]},
            text="\n\n".join([text, *lines, address]),
            urgent=True,
        )


@receiver(note_written)
def tell_of_note(note: Note, people: list[User], **signal: Any) -> None:
    """Mail everybody whom a note names, but not its writer."""
    for person in people:
        if person.email and person.pk != note.by_id:
            outbox.post(
                key=f"articles.note:{note.pk}:{person.pk}",
                recipient=person.email,
                subject=_("%(name)s names you: %(headline)s")
                % {"name": note.by, "headline": str(note.article)[:200]},
                text="\n\n".join([note.text, settings.SITE_URL + note.desk_address]),
            )
