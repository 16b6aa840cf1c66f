"""The one query behind a part of a thread: its conversations, and the first answers of each.

The newspaper's own order stands in the database, so the query has a branch for each order; a branch
that isn't meant costs nothing, since PostgreSQL asks its one-time condition before it begins.
"""

from typing import Any

from django.db.models.expressions import RawSQL

from comments.policy import Order

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
COLUMNS = {
    Order.OLDEST: ("created_at", "ASC", ">"),
    Order.NEWEST: ("created_at", "DESC", "<"),
    Order.RECOMMENDED: ("recommended", "DESC", "<"),
}


def part_of(
    article: int,
    order: Order | None,
    key: tuple[Any, int] | None,
    conversations: int,
    answers: int,
) -> RawSQL:
    """Return the primary keys of a part: so many conversations, and so many answers of each.

    `order` None is the newspaper's own, whose first part is meant; else the part after `key`.
    """
    if order is None:
        condition = "(SELECT name FROM chosen) = '{}'"
        branches = [_branch(each, condition.format(each.value)) for each in Order]
        return _part(branches, [article, conversations] * len(branches), answers)
    value, _direction, beyond = COLUMNS[order]
    condition = f"({value}, id) {beyond} (%s, %s)" if key else "TRUE"
    return _part([_branch(order, condition)], [article, *(key or ()), conversations], answers)


def _branch(order: Order, condition: str) -> str:
    value, direction, _beyond = COLUMNS[order]
    return BRANCH.format(condition=condition, value=value, direction=direction)


def _part(branches: list[str], params: list[Any], answers: int) -> RawSQL:
    sql = PART.format(chosen=CHOSEN, branches=" UNION ALL ".join(branches))
    return RawSQL(sql, [*params, answers])  # noqa: S611 (only constants are put together)
