"""What a page shows of the replies to its article."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple, Self

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.models import Article
from articles.templatetags.newspaper import counted, moment
from comments import faces, formatting
from comments.forms import ReplyForm
from comments.models import Comment
from comments.models.policy import Order
from comments.placing import Reply
from comments.structured import comments_of
from comments.threads import Thread, thread_of
from press.pages.stencils import filled
from publication.data_blocks import data_block

# So many comments each process keeps as they were drawn.
KEPT = 2_000
WORDS_OF_A_PICK = 40

register = template.Library()
register.filter("formatted", formatting.formatted)


@register.simple_tag
def replies(article: Article) -> Thread:
    """Return the thread below an article, by three queries (`comments.threads.Thread`).

    Written as `{% replies article as thread %}`, then `{% thread_below article thread %}` inside
    `<section class="replies" id="replies" aria-labelledby="replies-title">`.
    """
    return thread_of(article)


@register.simple_tag
def thread_below(article: Article, thread: Thread) -> SafeString:
    """Draw the replies below an article, and the form."""
    facts: dict[str, str | int | tuple[Order, ...]] = {
        "order": thread.order,
        "orders": tuple(thread.orders),
        "is_first": thread.is_first,
        "is_open": thread.is_open,
        "has_replies": bool(thread.roots),
        "has_picks": bool(thread.picks),
        "has_next": bool(thread.next),
    }
    words = {
        "title": many_replies(thread.count) if thread.count else _("Replies"),
        "address": reply_address(article),
        "replies": branch(thread.roots, thread.is_open),
        "picks": [_pick(comment) for comment in thread.picks],
        "next": thread.next,
        "closed": thread.closed,
        "told": " ".join(thread.told),
    }
    return filled("comments/_thread.html", facts, words)


def _pick(comment: Comment) -> SafeString:
    said = unescape(strip_tags(formatting.formatted(comment.text)))
    words = {
        "address": comment.get_absolute_url(),
        "name": comment.name,
        "text": Truncator(said).words(WORDS_OF_A_PICK, truncate=" …"),
    }
    return filled("comments/_pick.html", {}, words)


@register.filter
def many_replies(number: int) -> str:
    """How many replies there are, in words."""
    words = ngettext("%(replies)s reply", "%(replies)s replies", number)
    return words % {"replies": counted(number)}


@register.simple_tag
def reply_form() -> ReplyForm:
    """Return the form with nothing filled in."""
    return ReplyForm()


@register.simple_tag
def reply_address(article: Article) -> str:
    """Return the address that takes replies to a public article."""
    return f"{article.get_absolute_url()}comments/"


@register.simple_tag
def branch(replies: Iterable[Reply], is_open: bool) -> SafeString:
    """Draw a list of replies with all that stand below them; `is_open`: they can be answered."""
    return _branch(replies, is_open, get_language() or "", timezone.get_current_timezone_name())


def _branch(replies: Iterable[Reply], *seen: Any) -> SafeString:
    drawn = [_drawn(reply, *seen) for reply in replies]
    return filled("comments/_branch.html", {}, {"replies": drawn})


def _drawn(reply: Reply, *seen: Any) -> SafeString:
    further = reply.further if reply.level == 1 else 0
    pk = reply.comment.pk
    words = {
        "pk": pk,
        "said": _removed(reply.comment) if reply.removed else _said(_Look.of(reply, *seen)),
        "answers": _branch(reply.answers, *seen) if reply.answers else "",
        "conversation": reverse("comments:conversation", args=[pk]) if further else "",
    }
    return filled("comments/_reply.html", {"further": further}, words)


def _removed(comment: Comment) -> SafeString:
    by = "writer" if comment.is_removed_by_writer else "moderator"
    return filled("comments/_said.html", {"removed": by}, {})


class _Look(NamedTuple):
    """All that decides how a comment looks, whatever stands around it."""

    pk: int
    name: str
    site: str
    text: str
    created_at: datetime
    recommended: int
    to: str
    by_author: bool
    by_newsroom: bool
    proven: bool
    edited: bool
    edited_by_newsroom: bool
    picked: bool
    is_open: bool
    # Those of the page, in which it is drawn.
    language: str
    zone: str

    @classmethod
    def of(cls, reply: Reply, is_open: bool, language: str, zone: str) -> Self:
        comment = reply.comment
        return cls(
            pk=comment.pk,
            name=comment.name,
            site=comment.site,
            text=comment.text,
            created_at=comment.created_at,
            recommended=comment.recommended,
            to=reply.to,
            by_author=reply.by_author,
            by_newsroom=reply.by_newsroom,
            proven=comment.is_proven,
            edited=comment.edited_at is not None,
            edited_by_newsroom=comment.is_edited_by_newsroom,
            picked=comment.picked_at is not None,
            is_open=is_open,
            language=language,
            zone=zone,
        )


# A page that is made anew shows mostly what it showed before.
@lru_cache(KEPT)
def _said(look: _Look) -> SafeString:
    """Draw who said what, and when."""
    facts = {
        "has_site": bool(look.site),
        "by_author": look.by_author,
        "by_newsroom": look.by_newsroom,
        "proven": look.proven,
        "edited": look.edited,
        "edited_by_newsroom": look.edited_by_newsroom,
        "picked": look.picked,
        "is_open": look.is_open,
        "is_recommended": look.recommended > 0,
        "says_whom": bool(look.to),
    }
    words = {
        "pk": look.pk,
        "address": Comment(pk=look.pk).get_absolute_url(),
        "name": look.name,
        "site": look.site,
        "initials": faces.initials(look.name),
        "tint": faces.tint(look.name),
        "to": look.to,
        "written": moment(look.created_at),
        "text": formatting.formatted(look.text),
        "recommended": look.recommended,
    }
    return filled("comments/_said.html", facts, words)


@register.simple_tag
def structured_replies(thread: Thread, article: Article) -> SafeString | str:
    """The replies in the words of schema.org; nothing where there are none."""
    nodes = comments_of(thread, article)
    return data_block(nodes) if nodes else ""
