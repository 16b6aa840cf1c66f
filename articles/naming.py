"""When an author, a section or a tag is called otherwise, search hears of it, by a job."""

from typing import Any

from django.db import connection, models
from procrastinate.contrib.django import app

from articles.models import Byline, Placement, TaggedArticle

# One step: so many articles in one transaction.
STEP = 500
LISTED: dict[str, type[models.Model]] = {
    "author": Byline,
    "section": Placement,
    "tag": TaggedArticle,
}
NAME = """
UPDATE articles_article article SET
  tag_words = coalesce((
    SELECT string_agg(tag.name, ' · · ' ORDER BY tag.name) FROM articles_taggedarticle tagged
    JOIN tags_tag tag ON tag.id = tagged.tag_id WHERE tagged.content_object_id = article.id
  ), ''),
  name_words = concat_ws(' · · ', (
    SELECT string_agg(author.name, ' · · ' ORDER BY byline.position)
    FROM articles_byline byline JOIN articles_author author ON author.id = byline.author_id
    WHERE byline.article_id = article.id
  ), (
    SELECT string_agg(section.name, ' · · ') FROM articles_placement placed
    JOIN articles_section section ON section.id = placed.section_id
    WHERE placed.article_id = article.id
  ))
WHERE id = ANY(%s)
"""


def name_anew_after(kind: str, pk: int, beyond: int = 0) -> None:
    """Defer the job for the articles of an "author", a "section" or a "tag", after a key."""
    # By its name: admin pages and verbs call this, and can't import the jobs.
    job = app.configure_task("articles.tasks.name_anew", queue="slow")
    job.defer(kind=kind, pk=pk, beyond=beyond)


def name_all_anew(articles: list[int]) -> None:
    """Defer the jobs for these articles, for when nothing leads to them any more."""
    job = app.configure_task("articles.tasks.name_these_anew", queue="slow")
    for first in range(0, len(articles), STEP):
        step: Any = articles[first : first + STEP]
        job.defer(articles=step)


def name_anew(kind: str, pk: int, beyond: int) -> int | None:
    """Write the names of one step of articles; return the last key if there may be more."""
    model = LISTED[kind]
    article = "content_object" if kind == "tag" else "article"
    rows = model._default_manager.filter(**{kind: pk, f"{article}__gt": beyond})
    pks = list(rows.order_by(article).values_list(article, flat=True)[:STEP])
    name_these_anew(pks)
    return pks[-1] if len(pks) == STEP else None


def name_these_anew(articles: list[int]) -> None:
    """Write the names of these articles."""
    with connection.cursor() as cursor:
        cursor.execute(NAME, [articles])
