"""How many public comments stand below an article, and in a conversation: exact at every moment.

The verbs call `recounted` inside their own transaction, after they have locked the comment. Locks
are taken upward (the comment, the first one of its conversation, the article's tally), so that two
verbs never wait for each other.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F

from comments.models import Comment
from comments.models.tally import Tally

# Roots of comments that were copied in, level by level from the top.
ROOTS = """
WITH RECURSIVE below AS (
    SELECT id, id AS first FROM comments_comment
    WHERE parent_id IS NULL AND article_id = ANY(%(articles)s)
    UNION ALL
    SELECT answer.id, below.first
    FROM comments_comment AS answer JOIN below ON answer.parent_id = below.id
)
UPDATE comments_comment SET root_id = below.first FROM below
WHERE comments_comment.id = below.id AND below.id <> below.first
"""
ANSWERS = """
UPDATE comments_comment SET public_answers = counted.many FROM (
    SELECT root_id, count(*) FILTER (WHERE status = 'approved') AS many FROM comments_comment
    WHERE root_id IS NOT NULL AND article_id = ANY(%(articles)s) GROUP BY root_id
) AS counted
WHERE comments_comment.id = counted.root_id
"""
TALLIES = """
INSERT INTO comments_tally (article_id, public)
SELECT article_id, count(*) FILTER (WHERE status = 'approved') FROM comments_comment
WHERE article_id = ANY(%(articles)s) GROUP BY article_id
ON CONFLICT (article_id) DO UPDATE SET public = excluded.public
"""


def recounted(comment: Comment, *, was_public: bool) -> None:
    """Count a comment that appeared or disappeared; nothing changes if it did neither."""
    by = int(comment.status == Comment.Status.APPROVED) - int(was_public)
    if not by:
        return
    if comment.root_id:
        Comment.objects.filter(pk=comment.root_id).update(public_answers=F("public_answers") + by)
    tally = Tally.objects.filter(article=comment.article_id)
    if not tally.update(public=F("public") + by):
        Tally.objects.get_or_create(article_id=comment.article_id)
        tally.update(public=F("public") + by)


def count_copied(articles: Sequence[int]) -> None:
    """Find the conversations and count them below articles whose comments were copied in."""
    with connection.cursor() as cursor:
        # Without figures about the new rows PostgreSQL compares each with each.
        cursor.execute("ANALYZE comments_comment")
        for statement in (ROOTS, ANSWERS, TALLIES):
            cursor.execute(statement, {"articles": list(articles)})
