"""The demo's comments: posted by readers, decided by its moderator, each at its moment."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from articles.models import Article, Author
from comments import featuring, moderation
from comments.models import Comment
from press import clock

DECISIONS = {
    "approved": moderation.approve,
    "rejected": moderation.reject,
    "spam": moderation.spam,
}


def fill_comments(
    rows: list[dict[str, Any]],
    articles: dict[str, Article],
    moderator: User,
    authors: dict[str, Author],
) -> None:
    """Post and decide the comments in the order of their moments."""
    moments = _moments(rows, articles)
    posted: dict[str, Comment] = {}
    for row in sorted(rows, key=lambda row: moments[row["key"]]):
        with clock.at(moments[row["key"]]):
            author = authors.get(row.get("by_author", ""))
            comment = _post(row, articles, posted, author.login if author else None)
            posted[row["key"]] = _decide(comment, row["status"], moderator)
            if row.get("picked"):
                featuring.pick(comment, by=moderator, seen=posted[row["key"]].version)


def _moments(rows: list[dict[str, Any]], articles: dict[str, Article]) -> dict[str, datetime]:
    """When each comment came: some minutes after its article, or after what it answers."""
    moments: dict[str, datetime] = {}
    for row in rows:
        start = moments.get(row.get("parent", "")) or articles[row["article"]].published_at
        assert start is not None
        moments[row["key"]] = start + timedelta(minutes=row["minutes_after"])
    return moments


def _post(
    row: dict[str, Any],
    articles: dict[str, Article],
    posted: dict[str, Comment],
    by: User | None,
) -> Comment:
    return moderation.post(
        articles[row["article"]],
        name=row["name"],
        email=row.get("email", ""),
        text=row["text"],
        parent=posted.get(row.get("parent", "")),
        # Each reader writes from a place of their own.
        network=f"demo-{row['name']}",
        by=by,
    )


def _decide(comment: Comment, status: str, moderator: User) -> Comment:
    decide = DECISIONS.get(status)
    if decide and comment.status != status:
        return decide(comment, by=moderator, seen=comment.version)
    return comment
