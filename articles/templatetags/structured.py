"""What pages say about themselves in the words of schema.org (`articles.structured`)."""

from django import template
from django.utils.safestring import SafeString

from articles import structured
from articles.models import Article, Author, Section
from press.pages.parts import kept
from publication.data_blocks import data_block
from publication.middleware import present
from publication.models import Publication
from tags.models import Tag

register = template.Library()


@register.simple_tag
def structured_front() -> SafeString:
    return data_block(_site())


@register.simple_tag
def structured_article(article: Article, comments: int) -> SafeString:
    """The article, the way to it, and who publishes it."""
    return data_block(about_article(structured.article(article, comments), article))


def about_article(node: structured.Node, article: Article) -> list[structured.Node]:
    """The node of an article, the way to it, and who publishes it."""
    way = structured.way_to(article.section, article.headline)
    return [node, way, *_site()]


@register.simple_tag
def structured_section(section: Section) -> SafeString:
    path = section.get_absolute_url()
    page = structured.collection(section.name, path, section.description)
    return data_block([page, structured.way_to(section), *_site()])


@register.simple_tag
def structured_tag(tag: Tag) -> SafeString:
    page = structured.collection(tag.name, tag.get_absolute_url(), tag.description)
    return data_block(with_site(page))


@register.simple_tag
def structured_author(author: Author) -> SafeString:
    return data_block(with_site(structured.profile(author)))


def with_site(page: structured.Node) -> list[structured.Node]:
    """The node of a page, and who publishes it."""
    return [page, *_site()]


def _site() -> list[structured.Node]:
    """The same on every page, until somebody changes the newspaper."""
    return kept("structured site", lambda: _site_of(present()))


def _site_of(publication: Publication) -> list[structured.Node]:
    return [structured.newspaper(publication), structured.website(publication)]
