"""What the page of an article says of it: to programs in its `<head>`, above and beside its text.

Stencils: as templates to be walked, they took a sixth of the page.
"""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.models import Article
from articles.templatetags.newspaper import (
    absolute,
    breadcrumbs,
    hyphenated,
    label,
    linked_byline,
    moment,
    oembed_address,
    reading_minutes,
    social_picture,
    speaks,
    titled,
)
from press.pages.stencils import filled
from publication.models import Publication
from publication.templatetags.sharing import share_box

register = template.Library()


@register.simple_tag
def article_head(
    article: Article, publication: Publication, *, api: str, replies: str
) -> SafeString:
    """Draw the part of the `<head>` by which programs know the article; not for previews.

    `api` and `replies` are the addresses of what programs and feed readers find besides.
    """
    picture = social_picture(article) or {}
    facts = {
        "has_picture": bool(picture),
        "is_updated": article.updated_at is not None,
        "is_foreign": article.language != publication.language,
        "has_been_live": article.has_been_live(),
        "is_public": article.is_published(),
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
        "api": api,
        "replies": replies,
        "posts": f"{article.get_absolute_url()}live/",
    }
    return filled("articles/_head.html", facts, words)


@register.simple_tag
def article_title(article: Article) -> SafeString:
    """Draw the headline with what stands above and below it."""
    word = label(article)
    facts = {
        "is_live": article.is_live(),
        "has_label": bool(word) and word != article.section.name,
        "has_kicker": bool(article.kicker) and not word,
        "has_deck": bool(article.standfirst),
    }
    words = {
        "crumbs": breadcrumbs(article.section, to_section=True),
        "label": word,
        "kicker": article.kicker,
        "speaks": speaks(article),
        "headline": hyphenated(article.headline, article.language),
        "deck": hyphenated(article.standfirst, article.language),
    }
    return filled("articles/_title.html", facts, words)


@register.simple_tag
def article_facts(article: Article, publication: Publication, *, replies: str = "") -> SafeString:
    """Draw who wrote the article, when, how long it is, and how to pass it on.

    `replies` says how many there are; a preview has none, and nobody shall pass it on.
    """
    address = absolute(article.get_absolute_url())
    newest = next(iter(article.corrections.all()), None)
    published, updated = article.published_at, article.updated_at
    facts = {
        "has_names": bool(article.bylines.all()),
        "is_dated": published is not None,
        "is_updated": updated is not None,
        "is_corrected": newest is not None and newest.is_fresh(),
        "minutes": reading_minutes(article),
        "is_shared": bool(replies),
    }
    words = {
        "names": linked_byline(article),
        "published": moment(published) if published else "",
        "updated": moment(updated, after=published) if updated else "",
        "correction": newest.pk if newest else "",
        "share": share_box(publication.share_first, address, article.headline),
        "replies": replies,
        "address": address,
    }
    return filled("articles/_facts.html", facts, words)


def _meta(name: str, content: str) -> SafeString:
    return filled("articles/_meta.html", {"name": name}, {"content": content})


def _in_full(at: datetime | None) -> str:
    return localtime(at).isoformat() if at else ""
