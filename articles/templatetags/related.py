"""`{% related_posts article as related %}`: what to read after an article, in one query."""

from django import template

from articles.models import Article

register = template.Library()
# The best one stands right after the text, the others in the box further down.
SHOWN = 1 + 3


@register.simple_tag
def related_posts(article: Article) -> list[Article]:
    # Those that wait for their moment are loaded too, so that the page knows their keys.
    stored = Article.objects.related_to(article).for_cards()
    return [other for other in stored if other.is_published()][:SHOWN]
