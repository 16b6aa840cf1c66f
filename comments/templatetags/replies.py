"""What a page shows of the replies to its article."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Article
from comments import formatting
from comments.forms import ReplyForm
from comments.structured import comments_of
from comments.threads import Thread, thread_of
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
def structured_replies(thread: Thread, article: Article) -> SafeString | str:
    """The replies in the words of schema.org; nothing where there are none."""
    nodes = comments_of(thread, article)
    return data_block(nodes) if nodes else ""
