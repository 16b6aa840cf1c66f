"""Related posts: hand-picked first, then what is most alike, weighed against age.

Alike is what says the same (`articles/likeness.py`), shares tags, by their rarity, or the section.
The job writes a table, in both directions, so that a page pays one query. An age that fades can
be stored once and for all: a score is the logarithm of the likeness plus the candidate's date in
half-lives, and time moves all scores of a list alike.
"""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app

from articles.likeness import alike, count_words_after
from articles.models import Article, RelatedArticle
from press.pages.keys import touch

KEPT = 12
# Of all that is alike so many are looked at from the other side: whether the article enters theirs.
ENTERED = 60
# Of the lists that an article left, for it changed, so many are looked at too: its best places.
REENTERED = 300
CANDIDATES_PER_TAG = 300
CANDIDATES_PER_SECTION = 100
# The same words throughout weigh as much as three rare tags; usual cosines are 0.1 to 0.5.
TEXT_WEIGHT = 20.0
HALF_LIFE = timedelta(days=365).total_seconds()
EPOCH = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
PICKED = 1_000_000.0

# A tag on `df` articles weighs ln(1 + 1000 / df); counting stops at 1,000, so that no tag costs
# more than that. Sharing the section weighs as much as sharing a tag of some 600 articles, and
# makes a candidate of the newest only. Materialized: else each candidate counts its tag anew.
LIKENESS = """
WITH mine AS MATERIALIZED (
    SELECT t.tag_id, ln(1 + 1000.0 / greatest(1, (
        SELECT count(*) FROM (
            SELECT 1 FROM articles_taggedarticle c WHERE c.tag_id = t.tag_id LIMIT 1000
        ) counted
    ))) AS weight
    FROM articles_taggedarticle t WHERE t.content_object_id = %(article)s
), by_tag AS (
    SELECT c.other, sum(mine.weight) AS weight
    FROM mine CROSS JOIN LATERAL (
        SELECT content_object_id AS other FROM articles_taggedarticle
        WHERE tag_id = mine.tag_id AND published_at IS NOT NULL
        ORDER BY published_at DESC, content_object_id DESC LIMIT %(per_tag)s
    ) c GROUP BY c.other
), by_section AS (
    SELECT article_id AS other FROM articles_placement
    WHERE section_id = %(section)s AND published_at IS NOT NULL
    ORDER BY published_at DESC, article_id DESC LIMIT %(per_section)s
), by_text AS (
    SELECT * FROM unnest(%(others)s::bigint[], %(cosines)s::float8[]) AS given(other, cosine)
), found AS (
    SELECT other, weight FROM by_tag
    UNION ALL SELECT other, 0 FROM by_section
    UNION ALL SELECT other, cosine * %(text_weight)s FROM by_text
)
SELECT other, sum(found.weight)::float8 + CASE WHEN EXISTS (
    SELECT 1 FROM articles_placement placed
    WHERE placed.article_id = other AND placed.section_id = %(section)s
) THEN 1 ELSE 0 END, extract(epoch FROM published_at)::float8
FROM found JOIN articles_article ON articles_article.id = other
WHERE other <> %(article)s AND articles_article.status = 'published'
GROUP BY other, published_at
"""
# An article enters the list of another if it is better than the last one there, or there is room.
ENTER = """
INSERT INTO articles_relatedarticle (article_id, other_id, score)
SELECT given.other, %(article)s, given.score
FROM unnest(%(others)s::bigint[], %(scores)s::float8[]) AS given(other, score)
WHERE given.score > coalesce((
    SELECT score FROM articles_relatedarticle WHERE article_id = given.other
    ORDER BY score DESC, other_id DESC OFFSET %(kept)s - 1 LIMIT 1
), '-infinity')
ON CONFLICT DO NOTHING RETURNING article_id
"""
CUT = """
DELETE FROM articles_relatedarticle WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (
            PARTITION BY article_id ORDER BY score DESC, other_id DESC
        ) AS place FROM articles_relatedarticle WHERE article_id = ANY(%(changed)s)
    ) placed WHERE place > %(kept)s
)
"""

# A candidate: its key, its likeness and its public moment. That is seconds since 1970, as in all of
# this module: of the thousands that are looked at, most are never anything else.
type Found = tuple[int, float, float]


def relate_after(article: Article) -> None:
    """Defer the job inside the present transaction: both commit, or neither."""
    # By its name: the jobs call the verbs, so the verbs can't import the jobs.
    app.configure_task("articles.tasks.relate", queue="slow").defer(article_id=article.pk)


@transaction.atomic
def relate(article: Article) -> None:
    """Write anew which articles are related to `article`, and to which it is related.

    Touches the lists that changed. An article that isn't published or scheduled has none.
    """
    former = _forget(article)
    changed = {article.pk, *former}
    if article.status == Article.Status.PUBLISHED and article.published_at:
        count_words_after()
        scores = _scores(article, former[:REENTERED])
        _write(article, scores)
        changed |= _enter(article, article.published_at.timestamp(), scores, former)
    touch(f"list:related:{pk}" for pk in changed)


def _forget(article: Article) -> list[int]:
    """Remove the rows of the article in both directions, except where others picked it.

    Returns in whose lists it stood, its best places first.
    """
    RelatedArticle.objects.filter(article=article).delete()
    leading_here = RelatedArticle.objects.filter(other=article, score__lt=PICKED / 2)
    pks = list(leading_here.order_by("-score").values_list("article", flat=True))
    leading_here.delete()
    return pks


def _scores(article: Article, former: list[int]) -> list[Found]:
    """Return what is like the article, the best first."""
    cosines = alike(article, former)
    facts: dict[str, Any] = {
        "article": article.pk,
        "section": article.section_id,
        "per_tag": CANDIDATES_PER_TAG,
        "per_section": CANDIDATES_PER_SECTION,
        "others": list(cosines),
        "cosines": list(cosines.values()),
        "text_weight": TEXT_WEIGHT,
    }
    with connection.cursor() as cursor:
        cursor.execute(LIKENESS, facts)
        found = [row for row in cursor.fetchall() if row[1] > 0]
    return sorted(found, key=lambda row: score(row[1], row[2]), reverse=True)


def score(likeness: float, moment: float) -> float:
    """Return what is stored of a candidate with that likeness, published at `moment`."""
    return math.log(likeness) + math.log(2) * ((moment - EPOCH) / HALF_LIFE)


def _write(article: Article, found: list[Found]) -> None:
    """Write the article's own list: what an editor picked, then the best of what was found."""
    best = {other: score(likeness, moment) for other, likeness, moment in found[:KEPT]}
    best |= {row.other_id: PICKED - row.position for row in article.picked_related.all()}
    ranked = sorted(best.items(), key=lambda row: row[1], reverse=True)[:KEPT]
    RelatedArticle.objects.bulk_create(
        [RelatedArticle(article=article, other_id=pk, score=number) for pk, number in ranked]
    )


def _enter(article: Article, moment: float, found: list[Found], former: list[int]) -> set[int]:
    """Let the article enter the lists of those that it suits; return which lists changed."""
    stood_in = set(former)
    # In the order of their keys: two jobs that enter the same lists don't lock each other.
    likest = sorted(
        {*sorted(found, key=lambda row: -row[1])[:ENTERED]}
        | {row for row in found if row[0] in stood_in}
    )
    facts: dict[str, Any] = {
        "article": article.pk,
        "others": [other for other, _, _ in likest],
        "scores": [score(likeness, moment) for _, likeness, _ in likest],
        "kept": KEPT,
    }
    with connection.cursor() as cursor:
        cursor.execute(ENTER, facts)
        changed = {pk for (pk,) in cursor.fetchall()}
        cursor.execute(CUT, {"changed": list(changed), "kept": KEPT})
    return changed
