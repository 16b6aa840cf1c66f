"""What a page shows of the replies to its article."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from articles.templatetags.newspaper import counted, moment
from comments import formatting
from comments.forms import ReplyForm
from comments.models.policy import Order
from comments.placing import Reply
from comments.structured import comments_of
from comments.threads import Thread, thread_of
from press.pages.stencils import filled
from publication.data_blocks import data_block

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
    facts: dict[str, str | int | list[Order]] = {
        "order": thread.order,
        "orders": thread.orders,
        "is_first": thread.is_first,
        "is_open": thread.is_open,
        "has_replies": bool(thread.roots),
        "has_next": bool(thread.next),
    }
    words = {
        "title": _many(thread.count) if thread.count else _("Replies"),
        "address": reply_address(article),
        "replies": branch(thread.roots, thread.is_open),
        "next": thread.next,
        "closed": thread.closed,
        "told": " ".join(thread.told),
    }
    return filled("comments/_thread.html", facts, words)


def _many(number: int) -> str:
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
    drawn = [_drawn(reply, is_open) for reply in replies]
    return filled("comments/_branch.html", {}, {"replies": drawn})


def _drawn(reply: Reply, is_open: bool) -> SafeString:
    comment = reply.comment
    words = {"pk": comment.pk, "answers": branch(reply.answers, is_open) if reply.answers else ""}
    facts: dict[str, str | int] = {"further": reply.further if reply.level == 1 else 0}
    if facts["further"]:
        words["conversation"] = reverse("comments:conversation", args=[comment.pk])
    if reply.removed:
        facts["removed"] = "writer" if comment.is_removed_by_writer else "moderator"
        return filled("comments/_reply.html", facts, words)
    facts |= {
        "has_site": bool(comment.site),
        "by_author": reply.by_author,
        "by_newsroom": reply.by_newsroom,
        "proven": comment.is_proven,
        "edited": comment.edited_at is not None,
        "edited_by_newsroom": comment.is_edited_by_newsroom,
        "is_open": is_open,
        "is_recommended": comment.recommended > 0,
        "says_whom": bool(reply.to),
    }
    words |= {
        "address": comment.get_absolute_url(),
        "name": comment.name,
        "site": comment.site,
        "initials": reply.initials,
        "tint": reply.tint,
        "to": reply.to,
        "written": moment(comment.created_at),
        "text": formatting.formatted(comment.text),
        "recommended": comment.recommended,
    }
    return filled("comments/_reply.html", facts, words)


@register.simple_tag
def structured_replies(thread: Thread, article: Article) -> SafeString | str:
    """The replies in the words of schema.org; nothing where there are none."""
    nodes = comments_of(thread, article)
    return data_block(nodes) if nodes else ""
