"""`{% coverage article as coverage %}`: the live posts of an article, or None."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Article
from articles.templatetags.structured import about_article
from live import reading, structured
from live.reading import Coverage
from publication.data_blocks import data_block

register = template.Library()


@register.simple_tag
def coverage(article: Article) -> Coverage | None:
    """The posts of an article that is or was live; no query for any other."""
    return reading.coverage_of(article)


@register.simple_tag
def structured_coverage(coverage: Coverage, comments: int) -> SafeString:
    """The article as a live blog, in the words of schema.org."""
    node = structured.live_blog(coverage, comments)
    return data_block(about_article(node, coverage.article))
