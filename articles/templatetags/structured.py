"""What pages say about themselves in the words of schema.org (`articles.structured`)."""

from django import template
from django.utils.safestring import SafeString

from articles import structured
from articles.models import Article, Author, Section
from publication.data_blocks import data_block
from publication.models import Publication
from tags.models import Tag

register = template.Library()


@register.simple_tag
def structured_front(publication: Publication) -> SafeString:
    return data_block(_site(publication))


@register.simple_tag
def structured_article(article: Article, publication: Publication, comments: int) -> SafeString:
    """The article, the way to it, and who publishes it."""
    return data_block(about_article(structured.article(article, comments), article, publication))


def about_article(
    node: structured.Node, article: Article, publication: Publication
) -> list[structured.Node]:
    """The node of an article, the way to it, and who publishes it."""
    way = structured.way_to(article.section, article.headline)
    return [node, way, *_site(publication)]


@register.simple_tag
def structured_section(section: Section, publication: Publication) -> SafeString:
    path = section.get_absolute_url()
    page = structured.collection(section.name, path, section.description)
    return data_block([page, structured.way_to(section), *_site(publication)])


@register.simple_tag
def structured_tag(tag: Tag, publication: Publication) -> SafeString:
    page = structured.collection(tag.name, tag.get_absolute_url(), tag.description)
    return data_block([page, *_site(publication)])


@register.simple_tag
def structured_author(author: Author, publication: Publication) -> SafeString:
    return data_block([structured.profile(author), *_site(publication)])


def with_site(page: structured.Node, publication: Publication) -> list[structured.Node]:
    """The node of a page, and who publishes it."""
    return [page, *_site(publication)]


def _site(publication: Publication) -> list[structured.Node]:
    return [structured.newspaper(publication), structured.website(publication)]
