"""Finds the conversations of comments that are here already, and counts them."""

from django.db import migrations

ROOTS = """
WITH RECURSIVE below AS (
    SELECT id, id AS first FROM comments_comment WHERE parent_id IS NULL
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
    WHERE root_id IS NOT NULL GROUP BY root_id
) AS counted
WHERE comments_comment.id = counted.root_id
"""
TALLIES = """
INSERT INTO comments_tally (article_id, public)
SELECT article_id, count(*) FILTER (WHERE status = 'approved')
FROM comments_comment GROUP BY article_id
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_threads")]
    operations = [
        migrations.RunSQL(["ANALYZE comments_comment", ROOTS, ANSWERS, TALLIES], reverse_sql=migrations.RunSQL.noop),
    ]
