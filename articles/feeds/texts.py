"""The full text of an article in a feed: plain HTML that reads anywhere, with whole addresses."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Protocol
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.html import escape

from articles.bodies import Text, prepared_of, texts_of
from articles.models import Article, Correction
from articles.reading import corrections_of
from articles.templatetags.newspaper import absolute


class Speaking(Protocol):
    """What has a language: an article, or a box."""

    @property
    def language(self) -> str: ...


# The text is cleaned and our template escapes: attributes are quoted, and no sign < or > is loose.
_ADDRESS = re.compile(r'(<[^>]*\s(?:href|src)=)"([^"]*)"')
_BETWEEN_LINES = re.compile(r"\n\s*")


def full_texts(articles: Iterable[Article]) -> list[str]:
    """Return the HTML of each text, in their order, by at most two queries for all of them.

    With what readers were told about changes: the articles come from `reading.for_full_texts`.
    """
    listed = list(articles)
    texts = texts_of(map(prepared_of, listed))
    return [full_text(article, text) for article, text in zip(listed, texts, strict=True)]


def full_text(article: Article, text: Text) -> str:
    """Return the HTML of one of these articles, whose text is loaded."""
    page = absolute(article.get_absolute_url())
    return html_of(text, article, page, corrections=corrections_of(article))


def html_of(
    text: Text, speaking: Speaking, page: str, corrections: Iterable[Correction] = ()
) -> str:
    """Return the HTML of a text that stands on `page`, in the language of `speaking`."""
    context = {"article": speaking, "text": text, "corrections": corrections}
    html = _BETWEEN_LINES.sub("\n", render_to_string("articles/feeds/text.html", context))
    return with_whole_addresses(html.strip(), page)


def with_whole_addresses(html: str, page: str) -> str:
    """Return `html` with every relative address as a reader on `page` would follow it."""

    def whole(found: re.Match[str]) -> str:
        try:
            address = urljoin(page, unescape(found[2]))
        except ValueError:  # No address at all, as "https://[": it stays what it is.
            return found[0]
        return f'{found[1]}"{escape(address)}"'

    return _ADDRESS.sub(whole, html)
