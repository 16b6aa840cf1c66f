"""What a page shows of the replies to its article."""

from django import template

from articles.models import Article
from comments import formatting
from comments.threads import Thread, thread_of

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
def reply_address(article: Article) -> str:
    """Return the address that takes replies to a public article."""
    return f"{article.get_absolute_url()}comments/"
