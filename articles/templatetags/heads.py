"""What the page of an article tells programs in its `<head>`."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.models import Article
from articles.templatetags.newspaper import absolute, oembed_address, social_picture, titled
from press.pages.stencils import filled
from publication.models import Publication

register = template.Library()


@register.simple_tag
def article_head(article: Article, publication: Publication) -> SafeString:
    """Draw the part of the `<head>` by which programs know the article; not for previews."""
    picture = social_picture(article) or {}
    facts = {
        "has_picture": bool(picture),
        "is_updated": article.updated_at is not None,
        "is_foreign": article.language != publication.language,
    }
    words = {
        "address": absolute(article.get_absolute_url()),
        "site": publication.name,
        "headline": article.headline,
        "title": titled(article, article.seo_title),
        "description": article.seo_description or article.standfirst,
        "src": absolute(picture.get("src", "")),
        **{fact: picture.get(fact, "") for fact in ("width", "height", "alt")},
        "language": article.language,
        "published": _in_full(article.published_at),
        "updated": _in_full(article.updated_at),
        "section": article.section.name,
        "tags": [_meta("tag", tag.name) for tag in article.tags.all()],
        "authors": [
            _meta("author", absolute(byline.author.get_absolute_url()))
            for byline in article.bylines.all()
        ],
        "json": oembed_address(article, "json"),
        "xml": oembed_address(article, "xml"),
    }
    return filled("articles/_head.html", facts, words)


def _meta(name: str, content: str) -> SafeString:
    return format_html('<meta property="article:{}" content="{}">', name, content)


def _in_full(at: datetime | None) -> str:
    return localtime(at).isoformat() if at else ""
