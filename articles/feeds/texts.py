"""The full text of an article in a feed: plain HTML that reads anywhere, with whole addresses."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.html import escape

from articles.bodies import prepared_of, texts_of
from articles.models import Article
from articles.reading import corrections_of
from articles.templatetags.newspaper import absolute

# The text is cleaned and our template escapes: attributes are quoted, and no sign < or > is loose.
_ADDRESS = re.compile(r'(<[^>]*\s(?:href|src)=)"([^"]*)"')
_BETWEEN_LINES = re.compile(r"\n\s*")


def full_texts(articles: Iterable[Article]) -> list[str]:
    """Return the HTML of each text, in their order, by at most two queries for all of them.

    With what readers were told about changes: the articles come from `reading.for_full_texts`.
    """
    listed = list(articles)
    texts = texts_of(map(prepared_of, listed))
    return [
        with_whole_addresses(
            _BETWEEN_LINES.sub("\n", render_to_string("articles/feeds/text.html", context)).strip(),
            absolute(article.get_absolute_url()),
        )
        for article, text in zip(listed, texts, strict=True)
        for context in [{"article": article, "text": text, "corrections": corrections_of(article)}]
    ]


def with_whole_addresses(html: str, page: str) -> str:
    """Return `html` with every relative address as a reader on `page` would follow it."""

    def whole(found: re.Match[str]) -> str:
        try:
            address = urljoin(page, unescape(found[2]))
        except ValueError:  # No address at all, as "https://[": it stays what it is.
            return found[0]
        return f'{found[1]}"{escape(address)}"'

    return _ADDRESS.sub(whole, html)
