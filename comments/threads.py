"""The public comments of an article as readers see them: conversations of two levels."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Article
from comments.forms import ReplyForm
from comments.models import Comment


@dataclass(slots=True)
class Reply:
    """One comment in its place. A `removed` one keeps its place because others answer it."""

    comment: Comment
    removed: bool = False
    by_author: bool = False
    # Whom it answers; empty where its place says so already.
    to: str = ""
    answers: list["Reply"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thread:
    count: int
    roots: list[Reply]
    is_open: bool

    @property
    def form(self) -> ReplyForm:
        return ReplyForm()


def thread_of(article: Article) -> Thread:
    """Return the thread below an article, by one query.

    The article must have its bylines prefetched with their authors (`for_reading()`), from which
    comes who is marked as its author.
    """
    comments = list(Comment.objects.public().for_article(article).for_thread())
    authors = {byline.author.login_id for byline in article.bylines.all()} - {None}
    return Thread(
        count=len(comments),
        roots=_conversations(comments, authors),
        is_open=article.comments != Article.Comments.CLOSED,
    )


def _conversations(comments: Iterable[Comment], authors: set[int | None]) -> list[Reply]:
    """Put each comment below the first one of its conversation, in the order of time."""
    places = _places(comments, authors)
    firsts: dict[int, Reply] = {}
    roots: list[Reply] = []
    for reply in sorted(places.values(), key=_moment):
        first = firsts[reply.comment.pk] = _first(reply, places, firsts)
        if first is reply:
            roots.append(reply)
            continue
        first.answers.append(reply)
        above = places[reply.comment.parent_id or 0]
        if above is not first and not above.removed:
            reply.to = above.comment.name
    return roots


def _places(comments: Iterable[Comment], authors: set[int | None]) -> dict[int, Reply]:
    """Return a place for each public comment, and for each one removed that it answers."""
    places = {}
    for comment in comments:
        if comment.parent is not None and comment.parent.status != Comment.Status.APPROVED:
            places[comment.parent.pk] = Reply(comment.parent, removed=True)
        places[comment.pk] = Reply(comment, by_author=comment.by_id in authors)
    return places


def _first(reply: Reply, places: dict[int, Reply], firsts: dict[int, Reply]) -> Reply:
    """Climb to the first comment of the conversation that has a place.

    Usually that is one step: an answer is younger than what it answers, whose first is known.
    """
    while (above := places.get(reply.comment.parent_id or 0)) is not None:
        if above.comment.pk in firsts:
            return firsts[above.comment.pk]
        reply = above
    return reply


def _moment(reply: Reply) -> tuple[object, int]:
    return reply.comment.created_at, reply.comment.pk
