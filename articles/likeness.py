"""How alike texts are: the cosine of their words, each weighed by how often it stands here and how
seldom elsewhere (TF-IDF).

That a word is rare counts once for a pair of texts, as in BM25: each of the two weighs it by the
root. Else a few rare words, which stand in both by chance, decide more than all that is said.

A *profile* is what is kept of a text for this: its most telling words. Words are those of the
search vector, so they come without their endings. How many articles have a word is counted in the
newest ones by a job; language changes slowly, so a count may be some days old.
"""

from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from articles.models import Article, Census, Profile
from articles.querysets import is_public
from press import clock

# Bounds. None grows with the archive.
COUNTED = 10_000  # Articles in which words are counted: the newest.
KEPT_WORDS = 100  # Words of a profile, the most telling first.
ASKED_WORDS = 20  # Words by which candidates are looked for: the first.
PER_WORD = 60  # Candidates by each of these: the newest.
CANDIDATES = 300  # Candidates that are compared: those that share most of these words.
# Profiles of candidates that are made on the way, at some milliseconds each: an article must not
# pay for all that came before it. The others aren't compared until the night has made theirs.
MADE_ON_THE_WAY = 5
MADE_AT_ONCE = 100  # Profiles that are made in one transaction.
WEIGHS_IN_HEADLINE = 3  # A word in the headline counts as so many in the text.

COUNT = """
INSERT INTO articles_term (word, articles)
SELECT word, ndoc FROM ts_stat(format(
  'SELECT ts_filter(search, ''{a,b,c}'') FROM articles_article
   WHERE status = ''published'' AND published_at <= %%L
   ORDER BY published_at DESC, id DESC LIMIT %%s', %(now)s::timestamptz, %(counted)s::integer
)) WHERE ndoc > 1
"""
# Logarithms are those of float8: of numeric they cost more than all else here. The census is read
# along with its counts: of two censuses a word could stand in more articles than there are.
PROFILE = """
INSERT INTO articles_profile (article_id, words, weights)
SELECT article.id, coalesce(kept.words, '{}'), coalesce(kept.weights, '{}')
FROM articles_article article CROSS JOIN LATERAL (
  SELECT array_agg(word ORDER BY often * rarity DESC, word) AS words,
    array_agg(often * sqrt(rarity) / length ORDER BY often * rarity DESC, word) AS weights
  FROM (
    SELECT word, often, rarity, sqrt(sum(often * often * rarity) OVER ()) AS length
    FROM (
      SELECT * FROM (
        SELECT found.lexeme AS word,
          1 + ln(cardinality(found.positions)
            + %(headline)s * cardinality(array_positions(found.weights, 'A'))) AS often,
          1 + ln((1 + coalesce((SELECT articles FROM articles_census), 0))::float8
            / (1 + coalesce(term.articles, 0))) AS rarity
        FROM unnest(ts_filter(article.search, '{a,b,c}')) AS found
        LEFT JOIN articles_term term ON term.word = found.lexeme
      ) counted
      ORDER BY often * rarity DESC, word LIMIT %(kept)s
    ) telling
  ) measured
) kept
WHERE article.id = ANY(%(pks)s)
ON CONFLICT (article_id) DO UPDATE SET words = excluded.words, weights = excluded.weights
"""
CANDIDATES_OF = """
SELECT other.id, EXISTS (SELECT 1 FROM articles_profile WHERE article_id = other.id) FROM (
  SELECT word, weight FROM articles_profile,
    unnest(words[:%(asked)s], weights[:%(asked)s]) AS own(word, weight)
  WHERE article_id = %(article)s
) own CROSS JOIN LATERAL newest_matches(
  quote_literal(own.word)::tsquery, NULL, NULL, NULL, '-infinity', 'infinity', %(per_word)s, NULL
) other
WHERE other.id <> %(article)s
GROUP BY other.id ORDER BY sum(own.weight * own.weight) DESC, other.id DESC LIMIT %(candidates)s
"""
COSINES = """
SELECT profile.article_id, sum(own.weight * theirs.weight)
FROM articles_profile mine CROSS JOIN LATERAL unnest(mine.words, mine.weights) AS own(word, weight),
  articles_profile profile CROSS JOIN LATERAL
  unnest(profile.words, profile.weights) AS theirs(word, weight)
WHERE mine.article_id = %(article)s AND profile.article_id = ANY(%(others)s)
  AND theirs.word = own.word
GROUP BY profile.article_id
"""


def alike(article: Article, former: list[int]) -> dict[int, float]:
    """Return the articles whose texts are like this one, by their keys, with the cosine of each.

    Those in whose lists it stood are compared too: newer ones may have hidden them since. Writes
    the profile of the article anew, and those of the best candidates that have none yet.
    """
    make_profiles([article.pk])
    others = _candidates(article)
    make_profiles([pk for pk, has_profile in others.items() if not has_profile][:MADE_ON_THE_WAY])
    with connection.cursor() as cursor:
        cursor.execute(COSINES, {"article": article.pk, "others": [*others, *former]})
        return dict(cursor.fetchall())


def make_profiles(pks: list[int]) -> None:
    """Write the profiles of these articles by the words' present counts."""
    if not pks:
        return
    facts: dict[str, Any] = {"pks": pks, "kept": KEPT_WORDS, "headline": WEIGHS_IN_HEADLINE - 1}
    with connection.cursor() as cursor:
        cursor.execute(PROFILE, facts)


@transaction.atomic
def count_words() -> None:
    """Count in how many of the newest articles each word stands; forget the former counts."""
    now = clock.now()
    newest = Article.objects.filter(is_public()).order_by("-published_at", "-pk")
    articles = newest[:COUNTED].count()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_term")
        cursor.execute(COUNT, {"now": now, "counted": COUNTED})
    Census.objects.update_or_create(pk=1, defaults={"articles": articles, "counted_at": now})


def make_missing_profiles() -> None:
    """Make the profiles of those among the newest articles that have none: they are candidates.

    Each step is complete in itself, so that what was made stays if it is interrupted.
    """
    newest = Article.objects.filter(is_public()).order_by("-published_at", "-pk")
    pks = list(newest.values_list("pk", flat=True)[:COUNTED])
    known = set(Profile.objects.filter(article__in=pks).values_list("article", flat=True))
    lacking = [pk for pk in pks if pk not in known]
    for start in range(0, len(lacking), MADE_AT_ONCE):
        make_profiles(lacking[start : start + MADE_AT_ONCE])


def count_words_after() -> None:
    """Defer the counting if it is due: a young newspaper outgrows its counts within hours."""
    census = Census.objects.first()
    if census is not None:
        public = Article.objects.filter(is_public())
        bound = 2 * census.articles + 1
        if bound > COUNTED or public[:bound].count() < bound:
            return
    # By its name: the jobs call this. One that waits already is enough.
    job = app.configure_task(
        "articles.tasks.count_words", queue="slow", queueing_lock="count words"
    )
    try:
        with transaction.atomic():
            job.defer(timestamp=0)
    except AlreadyEnqueued:
        return


def _candidates(article: Article) -> dict[int, bool]:
    """Return the keys of what shares most words, best first, and whether each has a profile."""
    facts = {"article": article.pk, "asked": ASKED_WORDS, "per_word": PER_WORD}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES_OF, facts | {"candidates": CANDIDATES})
        return dict(cursor.fetchall())
