"""The one query behind a part of a thread: its conversations, and the first answers of each."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import FilteredRelation, Lookup, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL

from articles.models import Article
from comments.models import Comment
from comments.models.policy import Order
from comments.models.tally import Tally
from comments.querysets import list_key
from press.compiled import Compiled, Slot
from press.pages.keys import note

PART = """
WITH part AS MATERIALIZED (
    SELECT id FROM comments_comment
    WHERE article_id = %s AND root_id IS NULL AND (status = 'approved' OR public_answers > 0)
    AND {condition} ORDER BY {value} {direction}, id {direction} LIMIT %s
)
SELECT id FROM part UNION ALL SELECT answer.id FROM part, LATERAL (
    SELECT id FROM comments_comment
    WHERE root_id = part.id AND status = 'approved' ORDER BY created_at, id LIMIT %s
) AS answer
"""
# In the order of the model, as `from_db` wants them.
FIELDS = (
    *("id", "article_id", "parent_id", "root_id", "public_answers", "recommended", "name"),
    *("site", "text", "by_id", "status", "created_at", "decided_at", "edited_at"),
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


@Comment._meta.pk.register_lookup
class Among(Lookup):
    """`id = ANY(ARRAY(query))`: the numbers are found first, whatever PostgreSQL believes.

    A plan made or kept while there were few comments would join `IN (query)` after the comments
    that are answered, and go through all of them once for each.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        row, row_params = self.process_lhs(compiler, connection)
        numbers, params = self.process_rhs(compiler, connection)
        return f"{row} = ANY(ARRAY{numbers})", [*row_params, *params]


@dataclass(frozen=True, slots=True)
class Part:
    """What one query found: how many public comments the article has, and some of them."""

    count: int
    comments: list[Comment]


def load(
    article: Article,
    order: Order,
    key: tuple[Any, int] | None,
    conversations: int,
    answers: int,
) -> Part:
    """Return so many conversations after a key, each with so many of its answers, unordered.

    One query, which tells the count even where nobody has replied: so it begins at the article.
    """
    note(list_key(article.pk))
    after = dict(zip(("after", "after_pk"), key or (), strict=False))
    found = _question(order, key is not None, conversations, answers)(article=article.pk, **after)
    count = found[0][0] if found else None
    return Part(count or 0, [_comment(article, row[1:]) for row in found if row[1] is not None])


@cache
def _question(
    order: Order, goes_on: bool, conversations: int, answers: int
) -> Compiled[tuple[Any, ...]]:
    """Return the query for the article in a slot `article`, after the key in two others."""
    part = _part_of(order, goes_on, conversations, answers)
    return Compiled(
        lambda: (
            Article.objects.filter(pk=Slot("article"))
            .annotate(
                reply=FilteredRelation("replies", condition=Q(replies__pk__among=part)),
                count=Subquery(Tally.objects.numbers_below(OuterRef("pk"))),
            )
            .values_list(
                "count",
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


def _part_of(order: Order, goes_on: bool, conversations: int, answers: int) -> RawSQL:
    value, direction, beyond = COLUMNS[order]
    condition = f"({value}, id) {beyond} (%s, %s)" if goes_on else "TRUE"
    key = [Slot("after"), Slot("after_pk")] if goes_on else []
    sql = PART.format(condition=condition, value=value, direction=direction)
    params = [Slot("article"), *key, conversations, answers]
    return RawSQL(sql, params)  # noqa: S611 (only constants are put together)
