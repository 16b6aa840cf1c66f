"""`{% related_posts article as related %}`: the box at the end of an article, in one query."""

from django import template

from articles.models import Article

register = template.Library()
SHOWN = 3


@register.simple_tag
def related_posts(article: Article) -> list[Article]:
    return list(Article.objects.published().related_to(article).for_cards()[:SHOWN])
