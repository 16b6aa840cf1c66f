"""What the same searches cost as WordPress asks them. Run by `search`, in a process of its own."""

from django.db import connection

from benchmarks.searching import QUERIES, median

TIMES = 2
# As WordPress 6 asks: the whole text, by one pass, for the newest twenty and how many there are.
LIKE = """
SELECT id, headline, count(*) OVER () FROM articles_article
WHERE status = 'published'
  AND (headline ILIKE %(has)s OR standfirst ILIKE %(has)s OR body ILIKE %(has)s)
ORDER BY headline ILIKE %(has)s DESC, published_at DESC LIMIT 20
"""


def measure() -> dict[str, float]:
    """Return the median of processor seconds by query, here and in the database together."""
    return {
        kind: median(lambda words=words: _like(words.strip('"')), TIMES)  # type: ignore[misc]
        for kind, words in QUERIES.items()
    }


def _like(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LIKE, {"has": f"%{words}%"})
        cursor.fetchall()
