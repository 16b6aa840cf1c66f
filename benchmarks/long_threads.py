"""What a page costs below threads of three lengths. Run by `threads`, in a process of its own."""

from django.db import connection

from articles.models import Article
from benchmarks.asking import Asker, in_turn
from comments.models import Comment
from comments.models.tally import Tally

LENGTHS = (3, 20, 33_000)
PAGES = 40
# Conversations of six: one reply, and five that answer it.
REPLIES = """
INSERT INTO comments_comment (
    article_id, parent_id, root_id, public_answers, name, email, text, status, version, verdicts,
    created_at, network
)
SELECT %(article)s, NULL, NULL, 0, 'Vera Lund ' || n, '',
       repeat('So it is, number ' || n || '. ', 8), 'approved', 1, '[]',
       now() - interval '2 days' + n * interval '1 second', ''
FROM generate_series(1, %(many)s) AS n
"""
ANSWERS = """
WITH placed AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM comments_comment
    WHERE article_id = %(article)s
), found AS (
    SELECT one.id, root.id AS root, least(5, %(many)s - 1 - root.place) AS answers
    FROM placed AS one JOIN placed AS root ON root.place = one.place - one.place %% 6
)
UPDATE comments_comment AS comment SET
    root_id = nullif(found.root, found.id), parent_id = nullif(found.root, found.id),
    public_answers = CASE WHEN found.root = found.id THEN found.answers ELSE 0 END
FROM found WHERE found.id = comment.id
"""


def measure() -> dict[str, float]:
    """Return processor seconds of the page by the number of replies below it."""
    articles = Article.objects.published().order_by("-pk")[: len(LENGTHS)]
    pages = {}
    for many, article in zip(LENGTHS, articles, strict=True):
        _write(article, many)
        pages[str(many)] = [article.get_absolute_url()] * PAGES
    return in_turn(Asker().ask, pages)


def _write(article: Article, many: int) -> None:
    """Put so many public replies below an article, in the place of those it has."""
    Comment.objects.filter(article=article).delete()
    with connection.cursor() as cursor:
        for statement in (REPLIES, ANSWERS):
            cursor.execute(statement, {"article": article.pk, "many": many})
        cursor.execute("ANALYZE comments_comment")
    Tally.objects.update_or_create(article=article, defaults={"public": many})
