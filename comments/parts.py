"""The one query behind a part of a thread: its conversations, and the first answers of each.

The newspaper's own order stands in the database, so the query has a branch for each order; a branch
that isn't meant costs nothing, since PostgreSQL asks its one-time condition before it begins.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from articles.models import Article
from comments.models import Comment, CommentSettings
from comments.models.policy import SETTINGS_KEY, SHOWN_TO_READERS, Order
from comments.models.tally import Tally
from comments.querysets import list_key
from press.compiled import Compiled, Slot
from press.pages.keys import note

CHOSEN = """
SELECT coalesce((SELECT "order" FROM comments_commentsettings), 'oldest') AS name
"""
BRANCH = """
(
    SELECT id FROM comments_comment
    WHERE article_id = %s AND root_id IS NULL AND (status = 'approved' OR public_answers > 0)
    AND {condition} ORDER BY {value} {direction}, id {direction} LIMIT %s
)
"""
PART = """
WITH chosen AS MATERIALIZED ({chosen}), part AS MATERIALIZED ({branches})
SELECT id FROM part UNION ALL SELECT answer.id FROM part, LATERAL (
    SELECT id FROM comments_comment
    WHERE root_id = part.id AND status = 'approved' ORDER BY created_at, id LIMIT %s
) AS answer
"""
# In the order of the model, as `from_db` wants them.
FIELDS = (
    *("id", "article_id", "parent_id", "root_id", "public_answers", "recommended", "name"),
    *("text", "by_id", "status", "created_at", "decided_at", "edited_at"),
    *("is_proven", "is_edited_by_newsroom"),
)
PARENT_FIELDS = (
    *("id", "article_id", "parent_id", "root_id", "name", "status", "created_at", "decided_at"),
)
COLUMNS = {
    Order.OLDEST: ("created_at", "ASC", ">"),
    Order.NEWEST: ("created_at", "DESC", "<"),
    Order.RECOMMENDED: ("recommended", "DESC", "<"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one query found: the settings that hold, the article's count, and comments."""

    settings: CommentSettings
    count: int
    comments: list[Comment]


def load(
    article: Article,
    order: Order | None,
    key: tuple[Any, int] | None,
    conversations: int,
    answers: int,
) -> Part:
    """Return so many conversations after a key, each with so many of its answers, unordered.

    `order` None is the newspaper's own, whose first part is meant. One query, which answers with
    the settings even where nobody has replied: so it begins at the article.
    """
    note(SETTINGS_KEY, list_key(article.pk))
    after = dict(zip(("after", "after_pk"), key or (), strict=False))
    found = _question(order, key is not None, conversations, answers)(article=article.pk, **after)
    policy, count = found[0][:2] if found else (None, None)
    comments = [_comment(article, row[2:]) for row in found if row[2] is not None]
    return Part(CommentSettings(pk=1, **(policy or {})), count or 0, comments)


@cache
def _question(
    order: Order | None, goes_on: bool, conversations: int, answers: int
) -> Compiled[tuple[Any, ...]]:
    """Return the query for the article in a slot `article`, after the key in two others."""
    part = _part_of(order, goes_on, conversations, answers)
    settings = CommentSettings.objects.values(
        held=JSONObject(**{name: name for name in SHOWN_TO_READERS})
    )
    return Compiled(
        lambda: (
            Article.objects.filter(pk=Slot("article"))
            .annotate(
                reply=FilteredRelation("replies", condition=Q(replies__pk__in=part)),
                policy=Subquery(settings[:1]),
                count=Subquery(Tally.objects.numbers_below(OuterRef("pk"))),
            )
            .values_list(
                *("policy", "count"),
                *(f"reply__{name}" for name in FIELDS),
                *(f"reply__parent__{name}" for name in PARENT_FIELDS),
            )
        )
    )


def _comment(article: Article, values: tuple[Any, ...]) -> Comment:
    """Return a comment, and what it answers, with the fields that a thread shows."""
    comment = Comment.from_db(None, FIELDS, values[: len(FIELDS)])
    comment.article = article
    if comment.parent_id:
        comment.parent = Comment.from_db(None, PARENT_FIELDS, values[len(FIELDS) :])
    return comment


def _part_of(order: Order | None, goes_on: bool, conversations: int, answers: int) -> RawSQL:
    article = Slot("article")
    if order is None:
        condition = "(SELECT name FROM chosen) = '{}'"
        branches = [_branch(each, condition.format(each.value)) for each in Order]
        return _part(branches, [article, conversations] * len(branches), answers)
    value, _direction, beyond = COLUMNS[order]
    condition = f"({value}, id) {beyond} (%s, %s)" if goes_on else "TRUE"
    key = [Slot("after"), Slot("after_pk")] if goes_on else []
    return _part([_branch(order, condition)], [article, *key, conversations], answers)


def _branch(order: Order, condition: str) -> str:
    value, direction, _beyond = COLUMNS[order]
    return BRANCH.format(condition=condition, value=value, direction=direction)


def _part(branches: list[str], params: list[Any], answers: int) -> RawSQL:
    sql = PART.format(chosen=CHOSEN, branches=" UNION ALL ".join(branches))
    return RawSQL(sql, [*params, answers])  # noqa: S611 (only constants are put together)
