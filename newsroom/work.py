"""The first page of the desk: what waits for this person, and how much more there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Note
from articles.querysets import NOT_FOR_LISTS
from comments.models import Comment
from comments.rights import sections_of

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Pile:
    """Some work of one kind, with the address of the list that holds all of it."""

    title: str
    items: list[Any]
    more: str
    empty: str


def work_for(user: AbstractBaseUser | AnonymousUser) -> list[Pile]:
    """Return the piles that concern `user`, by the rights they have."""
    return list(_piles(user))


def _piles(user: Any) -> Iterable[Pile]:
    articles = Article.objects.defer(*NOT_FOR_LISTS).select_related("section")
    if user.has_perm("articles.add_article"):
        mine = articles.written_by(user).drafts().order_by("-saved_at")
        yield Pile(_("My drafts"), _some(mine), _list("my_drafts"), _("You have no drafts."))
        notes = Note.objects.naming(user).open()
        mine_all = reverse("admin:articles_article_changelist")
        yield Pile(_("Notes for you"), _some(notes), mine_all, _("No note names you."))
    if user.has_perm("articles.publish_article"):
        # Two piles by one query: the first page of the desk asks for many.
        review = articles.in_review().order_by("saved_at")[:SHOWN]
        due = articles.scheduled().order_by("published_at")[:SHOWN]
        both = list(review.union(due, all=True))  # In no order that SQL promises.
        reviewed = [row for row in both if row.status == Article.Status.IN_REVIEW]
        dated = [row for row in both if row.status != Article.Status.IN_REVIEW]
        reviewed.sort(key=lambda row: row.saved_at)
        dated.sort(key=lambda row: row.published_at or row.saved_at)
        yield Pile(_("In review"), reviewed, _list("in_review"), _("Nothing waits for review."))
        yield Pile(_("Scheduled"), dated, _list("scheduled"), _("Nothing is scheduled."))
    if user.has_perm("comments.moderate_comment"):
        waiting = Comment.objects.in_queue_of(sections_of(user)).order_by("created_at")
        queue = reverse("admin:comments_comment_changelist")
        yield Pile(_("Comments waiting"), _some(waiting), queue, _("No comment waits."))


def _some(rows: Any) -> list[Any]:
    return list(rows[:SHOWN])


def _list(state: str) -> str:
    return reverse("admin:articles_article_changelist") + "?" + urlencode({"state": state})
