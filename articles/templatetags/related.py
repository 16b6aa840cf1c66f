"""`{% related_posts article as related %}`: what to read after an article."""

from django import template

from articles import reading
from articles.models import Article

register = template.Library()


@register.simple_tag
def related_posts(article: Article) -> list[Article]:
    return reading.related_to(article)
