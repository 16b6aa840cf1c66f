"""An archive for searches: the articles of a seeded newspaper again and again, up to any number.

To seed a million texts takes an hour, most of it to read words. A search reads no text but vectors,
so these are copied, in the order of time, with the marks of the days that they lie in, and without
most of the words that nobody asks for here. What is left of the newspaper (its pages, its desk) is
of no use. Made anew each time, within minutes.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from articles.models import Article
from benchmarks.newspapers import Newspaper, make_copy
from benchmarks.searching import QUERIES

INDEXES = """
SELECT indexdef FROM pg_indexes
WHERE indexname IN ('articles_article_pkey', 'article_newest', 'article_search', 'article_dated')
"""
# Beside the words that are asked for the sixty commonest are kept, and every mark.
COPIED = """
CREATE TABLE copied AS
WITH kept AS MATERIALIZED (
  SELECT array_agg(word) || tsvector_to_array(to_tsvector('english', {asked})) AS words
  FROM (
    SELECT word FROM ts_stat('SELECT search FROM articles_article') ORDER BY ndoc DESC LIMIT 60
  ) common
)
SELECT row_number() OVER (ORDER BY id) - 1 AS number, articles_article.*,
  ts_delete(search, ARRAY(
    SELECT lexeme FROM unnest(search) WHERE lexeme LIKE 'span%'
      OR (position(' ' IN lexeme) = 0 AND NOT lexeme = ANY(kept.words))
  )) AS some_words
FROM articles_article, kept WHERE status = 'published'
"""
EMPTIED = """
ALTER TABLE articles_article ALTER search DROP EXPRESSION, ALTER search_top DROP EXPRESSION;
CREATE TABLE grown (LIKE articles_article INCLUDING STORAGE);
DROP TABLE articles_article CASCADE;
ALTER TABLE grown RENAME TO articles_article;
CREATE UNIQUE INDEX ON copied (number);
ANALYZE copied
"""
# The marks are those of `articles.indexing.marks`.
GROWN = """
INSERT INTO articles_article ({columns})
SELECT {values} FROM (
  SELECT place, moment, mod(place * 7919, many) AS number, ARRAY(
    SELECT format('span%s %s', size, floor(extract(epoch FROM moment) / 86400)::bigint >> 2 * size)
    FROM generate_series(0, 4) size
  ) AS spans
  FROM (
    SELECT count(*) AS many, min(published_at) AS first, max(published_at) AS last FROM copied
  ) span, LATERAL (
    SELECT place, first + (last - first) * (place::float8 / {articles}) AS moment
    FROM generate_series(1::bigint, {articles}) place
  ) places
) slot JOIN copied USING (number) ORDER BY place
"""
VALUES = {
    **{"id": "place", "published_at": "moment", "prepared": "'{}'"},
    **dict.fromkeys(("body", "body_text"), "''"),
    "search": "some_words || array_to_tsvector(spans)",
}


@dataclass(frozen=True, slots=True)
class Archive(Newspaper):
    """So many articles made of those of another newspaper, in a database of their own."""

    of: Newspaper

    @property
    def database(self) -> str:
        return f"archive_{self.articles}"

    def prepare(self) -> None:
        """Make the database and fill it, whatever was there."""
        self.of.prepare()
        make_copy(self.of.database, self.database)
        with self.connect() as database:
            _grow(database, self.articles)


def _grow(database: psycopg.Connection, articles: int) -> None:
    indexes = database.execute(INDEXES).fetchall()
    database.execute(sql.SQL(COPIED).format(asked=sql.Literal(" ".join(QUERIES.values()))))
    database.execute(EMPTIED)
    columns = [str(field.column) for field in Article._meta.concrete_fields]
    values = [VALUES.get(name, f'"{name}"') for name in columns]
    grown = sql.SQL(GROWN).format(
        columns=sql.SQL(", ").join([sql.Identifier(name) for name in columns]),
        values=sql.SQL(", ").join([sql.SQL(value) for value in values]),
        articles=sql.Literal(articles),
    )
    database.execute(grown)
    database.execute("SET maintenance_work_mem = '1GB'")
    for (index,) in indexes:
        database.execute(index)
    database.execute("VACUUM ANALYZE articles_article")
