"""What the rules need to know of a comment beside its words: looked up here, judged there."""

from collections.abc import Iterable
from typing import Any

from articles.models import Article
from comments import learning
from comments.closing import is_in
from comments.likelihood import Words, words_of
from comments.models import Comment, CommentSettings, Standing
from comments.origin import address_mark
from comments.screening import Sent

Status, Mark = Comment.Status, Standing.Mark


def sent_of(comment: Comment, settings: CommentSettings, **facts: Any) -> Sent:
    """Describe a comment, new or changed, for the rules; `facts` are what only the verb knows."""
    record = Comment.objects.records_of([comment.email]).get(comment.email, {})
    # A comment that is changed is no earlier one of its writer.
    itself = int(comment.pk is not None and comment.status == Status.APPROVED)
    standing = standing_of(comment)
    if settings.likely_held_from or settings.likely_spam_from:
        facts |= likely_spam(comment, learning.newest_words())
    if comment.pk is None:
        facts["alike"] = Comment.objects.came_alike(comment.likeness, settings.alike_at_most)
        facts["is_surging"] = Comment.objects.is_surging(settings.surge_at_most)
        facts["said_before"] = Comment.objects.says_again(comment)
        facts["in_seconds"], facts["in_hour"] = Comment.objects.sent_from(
            comment.network, settings.seconds_between
        )
    return Sent(
        name=comment.name,
        text=comment.text,
        email=comment.email,
        site=comment.site,
        proven=comment.is_proven,
        read_first=is_read_first(comment.article, settings),
        approved=max(0, record.get(Status.APPROVED, 0) - itself),
        refused=record.get(Status.REJECTED, 0) + record.get(Status.SPAM, 0),
        standing=str(standing.kind) if standing else "",
        standing_ends_at=standing.ends_at if standing else None,
        **facts,
    )


def likely_spam(comment: Comment, learned: Words | None) -> dict[str, Any]:
    """What the rules are told of the spam filter's judgement; nothing before it learned."""
    if learned is None:
        return {}
    found = learned.likelihood(words_of(comment.text, comment.email, comment.site))
    return {"likely_spam": 100 * found.share, "spam_words": found.words}


def is_read_first(article: Article, settings: CommentSettings) -> bool:
    """Whether a person reads whatever is written below the article before readers do."""
    return article.comments == Article.Comments.MODERATED or is_in(article, settings.held_sections)


def marks_of(comment: Comment) -> dict[str, str]:
    """Return the marks that are known of a comment's writer, by their kinds."""
    marks: dict[str, str] = {
        Mark.ADDRESS: address_mark(comment.email),
        Mark.NETWORK: comment.network_mark,
        Mark.BROWSER: comment.browser_mark,
    }
    return {kind: mark for kind, mark in marks.items() if mark}


def standing_of(comment: Comment) -> Standing | None:
    """Return the strictest decision that holds for who wrote the comment, or None."""
    return _strictest(comment, Standing.objects.of_marks(marks_of(comment).values()))


def standings_of(comments: Iterable[Comment]) -> dict[int, Standing | None]:
    """Return the same for each of some comments, by one query."""
    marks = {comment.pk: (comment, marks_of(comment).values()) for comment in comments}
    held = list(Standing.objects.of_marks(mark for _c, all_of in marks.values() for mark in all_of))
    return {
        pk: _strictest(comment, (each for each in held if each.mark in own))
        for pk, (comment, own) in marks.items()
    }


def _strictest(comment: Comment, held: Iterable[Standing]) -> Standing | None:
    return next((each for each in held if _concerns(each, comment)), None)


def _concerns(standing: Standing, comment: Comment) -> bool:
    """Trust in an address concerns who proved it, or writes from the same network."""
    if not standing.network_mark:
        return True
    return comment.is_proven or standing.network_mark == comment.network_mark
