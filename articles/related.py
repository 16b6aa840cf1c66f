"""Related posts: hand-picked first, then shared tags weighed by their rarity, section and age.

The job writes a table, in both directions, so that a page pays one query. An age that fades can
be stored once and for all: a score is the logarithm of the likeness plus the candidate's date in
half-lives, and time moves all scores of a list alike.
"""

import math
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from procrastinate.contrib.django import app

from articles.models import Article, RelatedArticle
from press.pages.keys import touch

KEPT = 12
CANDIDATES_PER_TAG = 300
CANDIDATES_PER_SECTION = 100
HALF_LIFE = timedelta(days=365)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
PICKED = 1_000_000.0

# A tag on `df` articles weighs ln(1 + 1000 / df); counting stops at 1,000, so that no tag costs
# more than that. Sharing the section weighs as much as sharing a tag of some 600 articles.
LIKENESS = """
WITH mine AS (
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
    SELECT article_id AS other, 1.0 AS weight FROM articles_placement
    WHERE section_id = %(section)s AND published_at IS NOT NULL
    ORDER BY published_at DESC, article_id DESC LIMIT %(per_section)s
)
SELECT other, sum(weight), published_at
FROM (SELECT * FROM by_tag UNION ALL SELECT * FROM by_section) found
JOIN articles_article ON articles_article.id = other
WHERE other <> %(article)s AND articles_article.status = 'published'
GROUP BY other, published_at
"""


def relate_after(article: Article) -> None:
    """Defer the job inside the present transaction: both commit, or neither."""
    # By its name: the jobs call the verbs, so the verbs can't import the jobs.
    app.configure_task("articles.tasks.relate", queue="slow").defer(article_id=article.pk)


@transaction.atomic
def relate(article: Article) -> None:
    """Write anew which articles are related to `article`, and to which it is related.

    Touches the lists that changed. An article that isn't published or scheduled has none.
    """
    changed = {article.pk, *_forget(article)}
    if article.status == Article.Status.PUBLISHED and article.published_at:
        found = _candidates(article)
        own = [(other, score(likeness, moment)) for other, likeness, moment in found]
        own += [(row.other_id, PICKED - row.position) for row in article.picked_related.all()]
        _keep(article.pk, own)
        for other, likeness, _ in found:
            _keep(other, [(article.pk, score(likeness, article.published_at))])
            changed.add(other)
    touch(f"list:related:{pk}" for pk in changed)


def _forget(article: Article) -> list[int]:
    """Remove the rows of the article in both directions, except where others picked it."""
    RelatedArticle.objects.filter(article=article).delete()
    leading_here = RelatedArticle.objects.filter(other=article, score__lt=PICKED / 2)
    pks = list(leading_here.values_list("article", flat=True))
    leading_here.delete()
    return pks


def _candidates(article: Article) -> list[tuple[int, float, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(
            LIKENESS,
            {
                "article": article.pk,
                "section": article.section_id,
                "per_tag": CANDIDATES_PER_TAG,
                "per_section": CANDIDATES_PER_SECTION,
            },
        )
        return [(other, float(weight), moment) for other, weight, moment in cursor.fetchall()]


def score(likeness: float, moment: datetime) -> float:
    """Return what is stored of a candidate with that likeness, published at `moment`."""
    return math.log(likeness) + math.log(2) * ((moment - EPOCH) / HALF_LIFE)


def _keep(article: int, scores: list[tuple[int, float]]) -> None:
    """Add rows to an article's list, and cut it to the best. A row that an editor picked stays."""
    best = dict(sorted(scores, key=lambda row: row[1]))  # A picked row stands after its found twin.
    RelatedArticle.objects.bulk_create(
        [
            RelatedArticle(article_id=article, other_id=pk, score=score)
            for pk, score in best.items()
        ],
        ignore_conflicts=True,
    )
    rows = RelatedArticle.objects.filter(article=article).order_by("-score", "-other")
    kept = rows.values("pk")[:KEPT]
    rows.exclude(pk__in=kept).delete()
