"""`{% related_posts article as related %}`: the box at the end of an article, in one query."""

from django import template

from articles.models import Article

register = template.Library()
SHOWN = 3


@register.simple_tag
def related_posts(article: Article) -> list[Article]:
    # Those that wait for their moment are loaded too, so that the page knows their keys.
    stored = Article.objects.related_to(article).for_cards()
    return [other for other in stored if other.is_published()][:SHOWN]
