"""Search: what a person typed, to ranked articles with the words marked in an excerpt.

A score is relevance times freshness. Relevance is PostgreSQL's: how often the words stand where,
by `POINTS`, less for long texts. Freshness halves each year. Of the newest 400 matches, the
sixty whose headline, standfirst and tags promise most are weighed so and stand first; the others
follow in the order of what they promise. docs/editing.md says so to editors.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import excerpts
from articles.indexing import author_mark, config_for, query_text, section_mark
from articles.models import Article, Author, Section
from articles.querysets import FOUND_KEY, LIST_KEY
from press import clock
from press.compiled import Compiled, Slot
from press.pages.keys import note

PAGE_SIZE = 20
# Ranking is bounded: no word may cost more with every year of the archive. Each match is looked up
# in its article, and so a rare word of a large archive costs as much as a common one of a small.
RANKED = 400
# Whether words stand side by side is seen in the articles themselves, which costs far more: of
# phrases so many matches are ranked, found in so many of the newest that have all their words.
PHRASES_RANKED = 80
LOOKED_THROUGH = 5_000
# So many of these are weighed by all their words, after a first look at what stands at the top.
WEIGHED = 60
LONGEST_QUERY = 300
# What one match counts in the names of authors and sections, in the text, in the standfirst and
# the tags, in the headline.
POINTS = [0.1, 0.2, 0.4, 1.0]
# Relevance is worth half after a year: a newspaper's reader mostly means what is new.
HALF_LIFE_SECONDS = 365 * 24 * 3600
LEXEME = re.compile(r"'(?:[^']|'')+'")
LONG_AGO = datetime(1600, 1, 1, tzinfo=UTC)

PARSE = "SELECT query::text, querytree(query) FROM websearch_to_tsquery(%s, fold_accents(%s)) query"
FIND = """
WITH matching AS MATERIALIZED (
  SELECT id, published_at, top, looked_at, power(
    0.5::float8, date_part('epoch', %(now)s - published_at) / %(half_life)s
  ) AS freshness
  FROM newest_matches(
    %(index)s::tsquery && %(marks)s::tsquery, %(exact)s::tsquery, %(any_of)s::tsquery,
    %(points)s::real[], %(since)s, %(until)s, %(ranked)s, %(look_through)s
  )
)
"""
COUNTS = "(SELECT count(*) FROM matching), (SELECT max(looked_at) FROM matching)"
PAGE = "published_at DESC, id DESC LIMIT %(size)s OFFSET %(after)s"
PROMISE = "freshness * (%(in_text)s + top) DESC"
NEWEST = f"{FIND} SELECT id, {COUNTS} FROM matching ORDER BY {PAGE}"  # noqa: S608
BEST = f"""{FIND}, promising AS MATERIALIZED (
  SELECT * FROM matching ORDER BY {PROMISE}, published_at DESC, id DESC LIMIT %(weighed)s
)
SELECT id, {COUNTS} FROM (
  SELECT promising.*,
    ts_rank(%(points)s::real[], article.search, %(words)s::tsquery, 1) AS relevance
  FROM promising JOIN articles_article article USING (id)
) found ORDER BY freshness * relevance DESC, {PAGE}
"""  # noqa: S608
FURTHER = f"{FIND} SELECT id, {COUNTS} FROM matching ORDER BY {PROMISE}, {PAGE}"  # noqa: S608

_results = Compiled(
    lambda: (
        Article.objects.published()
        .for_results()
        .filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [Slot("pks")]))
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: words, and what narrows them. Moments are aware."""

    words: str
    section: Section | None = None
    author: Author | None = None
    since: datetime | None = None
    until: datetime | None = None
    newest_first: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results; `cut` says that only the newest matches were looked at."""

    articles: list[Article]
    count: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Words as PostgreSQL understands them, and what its index can answer of them."""

    words: str
    index: str
    any_of: str
    language: str

    @property
    def has_phrases(self) -> bool:
        return "<" in self.words

    @property
    def ranked(self) -> int:
        """How many matches are ranked, at most."""
        return PHRASES_RANKED if self.has_phrases else RANKED

    @property
    def says_something(self) -> bool:
        return self.index not in {"", "T"}


def search(wanted: Wanted) -> Found:
    """Return one page of what is asked for, best first, each article with its `excerpt`.

    Any words are a query; those that hold no word to look for find nothing.
    """
    query = understood(wanted.words)
    pks, count, looked_at = find(query, wanted) if query.says_something else ([], 0, 0)
    if not pks:
        return Found([])
    found = {row.pk: row for row in _results(pks=pks)}
    articles = [found[pk] for pk in pks if pk in found]
    excerpts.add(articles, query.words, query.any_of, query.language)
    cut = count == query.ranked or (query.has_phrases and looked_at >= LOOKED_THROUGH)
    return Found(articles, count, cut)


def understood(words: str) -> Query:
    """Return the query that these words are, in the language of the newspaper."""
    language = config_for(get_language() or "en")
    with connection.cursor() as cursor:
        cursor.execute(PARSE, [language, query_text(words[:LONGEST_QUERY])])
        parsed, tree = cursor.fetchone()
    # The index knows which words an article has, and not where: "a b" is a and b to it.
    index = re.sub(r"<(?:-|\d+)>", "&", tree if "<" in parsed else parsed)
    return Query(parsed, index, " | ".join(LEXEME.findall(tree)), language)


def after_or_404(text: str) -> int:
    """Return the number of results to go on after; Http404 when it is none."""
    if not re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) or int(text) > RANKED:
        raise Http404(_("This part of the results doesn't exist. Begin at the first page."))
    return int(text)


def find(query: Query, wanted: Wanted) -> tuple[list[int], int, int]:
    """Return the keys of one page, how many matches there are, how many were looked at."""
    note(LIST_KEY, FOUND_KEY)
    statement = BEST if wanted.after < WEIGHED else FURTHER
    if wanted.newest_first:
        statement = NEWEST
    now = clock.now()
    facts: dict[str, Any] = {
        "words": query.words,
        "index": query.index,
        "any_of": query.any_of,
        "in_text": POINTS[1],
        "weighed": WEIGHED,
        "marks": _marks(wanted),
        "since": wanted.since or LONG_AGO,
        "until": min(wanted.until or now, now),
        "exact": query.words if query.has_phrases else None,
        "ranked": query.ranked,
        "look_through": LOOKED_THROUGH,
        "points": POINTS,
        "now": now,
        "half_life": HALF_LIFE_SECONDS,
        "size": PAGE_SIZE,
        "after": wanted.after,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        rows = cursor.fetchall()
    return [pk for pk, *_ in rows], *(rows[0][1:] if rows else (0, 0))


def _marks(wanted: Wanted) -> str:
    marks = []
    if wanted.section:
        marks.append(section_mark(wanted.section.pk))
    if wanted.author:
        marks.append(author_mark(wanted.author.pk))
    return " & ".join(f"'{mark}'" for mark in marks)
