"""`{% place_in_series article as place %}`: where an article stands in its series, or None."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Article
from articles.templatetags.structured import with_site
from publication.data_blocks import data_block
from series import structured
from series.models import Series
from series.reading import Page, Place, place_of

register = template.Library()


@register.simple_tag
def place_in_series(article: Article) -> Place | None:
    return place_of(article)


@register.simple_tag
def structured_place(place: Place, article: Article) -> SafeString:
    """The series of an article, in a block of its own that adds to that of the article."""
    return data_block([structured.series_of(place, article)])


@register.simple_tag
def structured_series(series: Series, page: Page) -> SafeString:
    return data_block(with_site(structured.page(series, page)))
