"""Comments for tests: posted by the verb, with honest defaults."""

from typing import Any

from articles.models import Article
from comments import moderation
from comments.models import Comment, CommentSettings
from tests.factories import make_moderator, make_published_article


def make_open_article(**facts: Any) -> Article:
    """A published article whose comments are shown at once unless a rule holds them."""
    return make_published_article(comments="open", **facts)


def make_comment(on: Article | None = None, **facts: Any) -> Comment:
    """A comment as the rules leave it: below a moderated article it waits."""
    facts.setdefault("name", "Torsten Ahlgren")
    facts.setdefault("text", f"Reply number {Comment.objects.count() + 1}.")
    return moderation.post(on or make_published_article(), **facts)


def make_public_comment(on: Article | None = None, **facts: Any) -> Comment:
    """A comment that a moderator has approved."""
    comment = make_comment(on, **facts)
    if comment.status == Comment.Status.APPROVED:
        return comment
    return moderation.approve(comment, by=make_moderator(), seen=comment.version)


def set_rules(**facts: Any) -> CommentSettings:
    """What the newspaper decides about its comments, as if saved at the desk."""
    return CommentSettings.objects.update_or_create(pk=1, defaults=facts)[0]
