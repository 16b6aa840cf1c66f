"""The one query behind a part of a thread: its conversations, and the first answers of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, FilteredRelation, Lookup, Q, Subquery
from django.db.models.expressions import RawSQL

from articles.models import Article
from comments.models import Comment
from comments.models.policy import Order
from comments.models.tally import Tally
from comments.querysets import list_key
from press.compiled import Compiled, Slot
from press.pages.keys import note

# What one page holds. A conversation is begun while less than `COMMENTS` stand before it.
CONVERSATIONS = 20
FIRST_ANSWERS = 10
COMMENTS = 50
# `above` is how many comments stand above a conversation. Of what no longer fits, the first is
# found too: it tells that the thread goes on.
PART = """
WITH first AS MATERIALIZED (
    SELECT id, {value} AS value, 1 + least(public_answers, %s) AS size FROM comments_comment
    WHERE article_id = %s AND root_id IS NULL AND (status = 'approved' OR public_answers > 0)
    AND {condition} ORDER BY {value} {direction}, id {direction} LIMIT %s
), part AS MATERIALIZED (
    SELECT id, sum(size) OVER (ORDER BY value {direction}, id {direction}) - size AS above
    FROM first
), shown AS MATERIALIZED (SELECT id FROM part WHERE above < %s)
SELECT id FROM shown
UNION ALL (SELECT id FROM part WHERE above >= %s ORDER BY above LIMIT 1)
UNION ALL SELECT answer.id FROM shown, LATERAL (
    SELECT id FROM comments_comment
    WHERE root_id = shown.id AND status = 'approved' ORDER BY created_at, id LIMIT %s
) AS answer
"""
# In the order of the model, as `from_db` wants them.
FIELDS = (
    *("id", "article_id", "parent_id", "root_id", "public_answers", "recommended", "name"),
    *("site", "text", "by_id", "status", "created_at", "decided_at", "edited_at"),
    *("is_proven", "is_edited_by_newsroom", "picked_at"),
)
PARENT_FIELDS = (
    *("id", "article_id", "parent_id", "root_id", "name", "status", "created_at", "decided_at"),
)
_ARTICLE: Any = Comment._meta.get_field("article")
_PARENT: Any = Comment._meta.get_field("parent")
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
    """What one query found: how many public comments the article has, whether editors picked some,
    and some of them."""

    count: int
    has_picks: bool
    comments: list[Comment]


def fitting(many_answers: Iterable[int]) -> int:
    """Return how many of these conversations fit on a page, first of all the first; by the number
    of answers that each has."""
    fit = above = 0
    for answers in many_answers:
        if above >= COMMENTS or fit == CONVERSATIONS:
            break
        fit, above = fit + 1, above + 1 + min(answers, FIRST_ANSWERS)
    return fit


def load(article: Article, order: Order, key: tuple[Any, int] | None) -> Part:
    """Return what fits on a page after a key, and one conversation more if there is one, unordered.

    One query, which tells the count even where nobody has replied: so it begins at the article.
    """
    note(list_key(article.pk))
    after = dict(zip(("after", "after_pk"), key or (), strict=False))
    found = _question(order, key is not None)(article=article.pk, **after)
    count, has_picks = found[0][:2] if found else (None, False)
    rows = {row[2]: row[2:] for row in found if row[2] is not None}
    return Part(count or 0, has_picks, _comments(article, rows))


@cache
def _question(order: Order, goes_on: bool) -> Compiled[tuple[Any, ...]]:
    """Return the query for the article in a slot `article`, after the key in two others."""
    part = _part_of(order, goes_on)
    return Compiled(
        lambda: (
            Article.objects.filter(pk=Slot("article"))
            .annotate(
                reply=FilteredRelation("replies", condition=Q(replies__pk__among=part)),
                # Not of the outer row: what doesn't hang on it is asked once, not for each comment.
                count=Subquery(Tally.objects.numbers_below(Slot("article"))),
                has_picks=Exists(Comment.objects.picks().filter(article=Slot("article"))),
            )
            .values_list(
                "count",
                "has_picks",
                *(f"reply__{name}" for name in FIELDS),
                *(f"reply__parent__{name}" for name in PARENT_FIELDS),
            )
        )
    )


def _comments(article: Article, rows: dict[int, tuple[Any, ...]]) -> list[Comment]:
    """Return comments, and what they answer, with the fields that a thread shows."""
    found = {
        pk: Comment.from_db(None, FIELDS, values[: len(FIELDS)]) for pk, values in rows.items()
    }
    for pk, comment in found.items():
        _ARTICLE.set_cached_value(comment, article)
        if comment.parent_id:
            above = found.get(comment.parent_id)
            above = above or Comment.from_db(None, PARENT_FIELDS, rows[pk][len(FIELDS) :])
            _PARENT.set_cached_value(comment, above)
    return list(found.values())


def _part_of(order: Order, goes_on: bool) -> RawSQL:
    value, direction, beyond = COLUMNS[order]
    condition = f"({value}, id) {beyond} (%s, %s)" if goes_on else "TRUE"
    key = [Slot("after"), Slot("after_pk")] if goes_on else []
    sql = PART.format(condition=condition, value=value, direction=direction)
    found = [FIRST_ANSWERS, Slot("article"), *key, CONVERSATIONS + 1]
    params = [*found, COMMENTS, COMMENTS, FIRST_ANSWERS]
    return RawSQL(sql, params)  # noqa: S611 (only constants are put together)
