"""`{% text_of article as text %}`: what a page shows of an article's or a standing page's text."""

from typing import Any

from django import template

from articles.bodies import Text, prepared_of
from articles.bodies import text_of as filled
from articles.models import Article

register = template.Library()


@register.simple_tag
def text_of(row: Any) -> Text:
    """Return the `Text` of a row that has `prepared`; at most two queries, for what is shown."""
    return filled(prepared_of(row) if isinstance(row, Article) else row.prepared)
