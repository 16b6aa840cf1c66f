"""Where each reply stands: below which other one, how deep, and whether it says whom it answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from comments.models import Comment


@dataclass(slots=True)
class Reply:
    """One comment in its place. A `removed` one keeps its place because others answer it."""

    comment: Comment
    removed: bool = False
    by_author: bool = False
    # Whom it answers; empty where its place says so already.
    to: str = ""
    level: int = 1
    inside: Self | None = None
    answers: list[Self] = field(default_factory=list)

    @property
    def by_newsroom(self) -> bool:
        """Whether somebody of the newsroom wrote it under their login."""
        return self.comment.by_id is not None

    @property
    def shown(self) -> int:
        """How many public answers stand below it here."""
        return sum(not answer.removed for answer in self.answers) + sum(
            answer.shown for answer in self.answers
        )

    @property
    def further(self) -> int:
        """How many answers of a conversation stand on its own page only."""
        return max(0, self.comment.public_answers - self.shown)


def placed(
    roots: Iterable[Comment], answers: Iterable[Comment], authors: set[int | None], depth: int
) -> list[Reply]:
    """Return the conversations of `roots`, each answer below what it answers, in order of time.

    What would stand deeper than `depth` levels stands at that depth, and says whom it answers; so
    does what answers a comment that is on another part. `authors` are the logins to be marked.
    """
    places = {root.pk: _reply(root, authors) for root in roots}
    firsts = list(places.values())
    coming: dict[int, Reply] = {}
    for answer in answers:
        above = answer.parent
        if above and above.pk not in places and above.status != Comment.Status.APPROVED:
            coming[above.pk] = Reply(above, removed=True)
        coming[answer.pk] = _reply(answer, authors)
    for reply in sorted(coming.values(), key=_moment):
        _put(reply, places, coming, depth)
    return firsts


def _reply(comment: Comment, authors: set[int | None]) -> Reply:
    removed = comment.status != Comment.Status.APPROVED
    return Reply(comment, removed=removed, by_author=comment.by_id in authors)


def _moment(reply: Reply) -> tuple[object, int]:
    return reply.comment.created_at, reply.comment.pk


def _put(reply: Reply, places: dict[int, Reply], coming: dict[int, Reply], depth: int) -> None:
    """Give an answer its place; what it answers gets its own before, however old it is."""
    comment = reply.comment
    if comment.pk in places:
        return
    places[comment.pk] = reply
    if comment.parent_id in coming:
        _put(coming[comment.parent_id], places, coming, depth)
    above = places.get(comment.parent_id or 0)
    beside = above or places[comment.root_id or 0]
    reply.inside = beside if beside.level < depth else beside.inside
    assert reply.inside is not None
    reply.level = reply.inside.level + 1
    reply.inside.answers.append(reply)
    if not reply.removed and reply.inside is not above:
        reply.to = _name_answered(comment)


def _name_answered(comment: Comment) -> str:
    above = comment.parent
    return above.name if above and above.status == Comment.Status.APPROVED else ""
