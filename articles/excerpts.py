"""Excerpts of results: the passage that holds most of the words, with the words marked."""

import re
from typing import Any

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.indexing import folded
from articles.models import Article

LENGTH = 260
BEFORE = 60
# Signs that no text holds stand for the marks until the excerpt is escaped.
START, STOP = "\x02", "\x03"
MARKED = """
SELECT ts_headline(%(config)s::regconfig, text, %(query)s::tsquery, %(options)s)
FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS given(text, place) ORDER BY place
"""
OPTIONS = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
_LEXEME = re.compile(r"'((?:[^']|'')+)'")


def add(articles: list[Article], query: str, any_of: str, config: str) -> None:
    """Give each article its `excerpt` and its `marked_headline`, by one question.

    `query` is a tsquery as PostgreSQL writes it, `any_of` the words that it looks for. The
    articles have their `body_text` and `below_text`.
    """
    place = _locator(any_of)
    texts = [passage(f"{row.body_text} {row.below_text}".strip(), place) for row in articles]
    texts += [article.headline for article in articles]
    marked = _marked(texts, query, config)
    for article, excerpt, headline in zip(articles, marked, marked[len(articles) :], strict=False):
        row: Any = article
        row.excerpt, row.marked_headline = excerpt, headline


def passage(text: str, place: re.Pattern[str] | None) -> str:
    """Return the part of the text in which `place` matches the most different words."""
    plain = _alike(text)
    best, most = 0, 0
    starts = [(match.start(), match[0]) for match in place.finditer(plain)] if place else []
    for number, (start, _) in enumerate(starts[:100]):
        near = {word for at, word in starts[number : number + 20] if at < start + LENGTH - BEFORE}
        if len(near) > most:
            best, most = start, len(near)
    begin = max(0, best - BEFORE)
    if begin:
        begin = text.find(" ", begin, best) + 1 or best
    end = text.find(" ", begin + LENGTH)
    return text[begin : end if end != -1 else len(text)]


def _locator(query: str) -> re.Pattern[str] | None:
    """A pattern that finds roughly where the words stand; PostgreSQL then says it exactly."""
    stems = {lexeme.replace("''", "'") for lexeme in _LEXEME.findall(query)}
    # A stem may end otherwise than its words do: "parti" is "party" too.
    beginnings = [re.escape(stem[: max(3, len(stem) - 1)]) for stem in sorted(stems)]
    return re.compile(rf"\b(?:{'|'.join(beginnings)})", re.IGNORECASE) if beginnings else None


def _alike(text: str) -> str:
    """The text without accents if that leaves every letter in its place, else as it is.

    Without < and > in any case: PostgreSQL takes what stands between them for a tag.
    """
    plain = folded(text)
    return plain if len(plain) == len(text) else text.replace("<", " ").replace(">", " ")


def _marked(texts: list[str], query: str, config: str) -> list[SafeString]:
    plain = [_alike(text) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            MARKED, {"config": config, "query": query, "texts": plain, "options": OPTIONS}
        )
        found = [row[0] for row in cursor.fetchall()]
    return [_escaped(text, marks) for text, marks in zip(texts, found, strict=True)]


def _escaped(text: str, marks: str) -> SafeString:
    """The text with the marks of its twin: escaped first, so that no text can be a tag."""
    parts, at = [], 0
    for sign in re.split(f"([{START}{STOP}])", marks):
        if sign in {START, STOP}:
            parts.append("<mark>" if sign == START else "</mark>")
        else:
            parts.append(escape(text[at : at + len(sign)]))
            at += len(sign)
    return mark_safe("".join(parts))  # noqa: S308
