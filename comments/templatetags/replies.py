"""What a page shows of the replies to its article."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.models import Article
from articles.templatetags.newspaper import moment
from comments import formatting
from comments.forms import ReplyForm
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

    Written as `{% replies article as thread %}`, then
    `{% include "comments/_thread.html" with thread=thread article=article only %}` inside
    `<section class="replies" id="replies" aria-labelledby="replies-title">`.
    """
    return thread_of(article)


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
    """Draw a list of replies with all that stand below them."""
    placed = [_placed(reply, is_open) for reply in replies]
    return filled("comments/_branch.html", {}, {"replies": placed})


def _placed(reply: Reply, is_open: bool) -> SafeString:
    """Draw one reply with its answers, and the way to those that stand elsewhere."""
    pk, further = reply.comment.pk, reply.further if reply.level == 1 else 0
    words = {
        "pk": pk,
        "reply": _drawn(reply, is_open),
        "answers": branch(reply.answers, is_open) if reply.answers else "",
        "conversation": reverse("comments:conversation", args=[pk]) if further else "",
    }
    return filled("comments/_place.html", {"further": further}, words)


def _drawn(reply: Reply, is_open: bool) -> SafeString:
    """Draw one reply; `is_open` says whether it can be answered."""
    comment = reply.comment
    if reply.removed:
        by = "writer" if comment.is_removed_by_writer else "moderator"
        return filled("comments/_reply.html", {"removed": by}, {})
    facts: dict[str, str | int] = {
        "removed": "",
        "by_author": reply.by_author,
        "by_newsroom": reply.by_newsroom,
        "proven": comment.is_proven,
        "edited": comment.edited_at is not None,
        "edited_by_newsroom": comment.is_edited_by_newsroom,
        "is_open": is_open,
        "is_recommended": comment.recommended > 0,
        "says_whom": bool(reply.to),
    }
    words = {
        "pk": comment.pk,
        "address": comment.get_absolute_url(),
        "name": comment.name,
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
