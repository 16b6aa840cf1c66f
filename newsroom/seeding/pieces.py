"""One article with everything that belongs to it, decided by its number, before it is rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from articles.models import Article
from comments.models import Comment
from newsroom.seeding.dice import Dice, Zipf
from newsroom.seeding.ground import TAGS, Ground
from newsroom.seeding.moments import Moments
from newsroom.seeding.stories import Story, reply, story

REPLIES_COME_WITHIN = timedelta(days=3)
MOST_READ = 10_000  # Views of the most read; the n-th of as many articles has 1/n of it.
# So few that no series gets more parts than it may have.
IN_SERIES = 2_000
DEEPEST = 2  # A reply, its answer, and the answer to that.


@dataclass(frozen=True, slots=True)
class Reply:
    """One comment. `parent` is the primary key of an approved one above it, `root` that of the
    first one of its conversation."""

    pk: int
    parent: int | None
    root: int | None
    name: str
    email: str
    text: str
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """One published article."""

    pk: int
    revision: int
    story: Story
    published_at: datetime
    date: str
    created_at: datetime
    sections: list[int]
    bylines: list[tuple[int, int | None]]
    tags: list[str]
    picture: int | None
    comments: str
    views: int
    replies: list[Reply]
    part: tuple[int, int] | None  # Of which series, at which place.
    # Primary keys of what is like it and came out before, with their moments.
    related: list[tuple[int, datetime]] = field(default_factory=list)


class Maker:
    """Makes the pieces of one run."""

    def __init__(self, ground: Ground, moments: Moments, now: datetime) -> None:
        self._ground, self._moments, self._now = ground, moments, now
        self._tags = list(ground.tags)

    def piece(self, pk: int, revision: int, place: int, replies: Sequence[int]) -> Piece:
        """Decide all about article `pk`, at `place` of the run, with comments of these keys."""
        dice = Dice(pk, 3)
        told = self._boxed(story(pk), Dice(pk, 7))
        moment = self._moments.of(place)
        ground = self._ground
        return Piece(
            pk=pk,
            revision=revision,
            story=told,
            published_at=moment,
            date=self._moments.local(moment).date().isoformat(),
            created_at=moment - timedelta(minutes=20 + dice.below(2_000)),
            sections=ground.sections[told.topic.section],
            bylines=dice.some(ground.authors, 1 + (dice.below(5) == 0)),
            tags=sorted(self._tags_of(told, dice)),
            picture=dice.among(ground.pictures) if ground.pictures else None,
            comments=_policy(told, dice, bool(replies)),
            views=max(1, MOST_READ // (1 + Dice(pk, 6).below(MOST_READ))),
            replies=list(self._replies(replies, moment, told)),
            part=self._part(told, place, Dice(pk, 8)),
        )

    def _boxed(self, told: Story, dice: Dice) -> Story:
        """Every tenth text ends with the box of its topic."""
        if dice.below(10):
            return told
        box = self._ground.boxes[told.topic.name]
        return replace(told, body=f'{told.body}<div data-box-id="{box}"></div>')

    def _part(self, told: Story, place: int, dice: Dice) -> tuple[int, int] | None:
        """Every fifth of the newest articles is a part of the series of its topic."""
        series = self._ground.series.get(told.topic.name)
        left = self._moments.many - place
        if series is None or left > IN_SERIES or dice.below(5):
            return None
        return series, IN_SERIES - left

    def _tags_of(self, told: Story, dice: Dice) -> set[str]:
        wanted, tags = 3 + dice.below(4), {told.topic.name}
        while len(tags) < wanted:
            tags.add(self._tags[_ranks().draw(dice)])
        return tags

    def _replies(self, pks: Sequence[int], moment: datetime, told: Story) -> Iterator[Reply]:
        """Many soon after the article came out and ever fewer later, some of them answers."""
        span = min(REPLIES_COME_WITHIN, self._now - moment)
        depths: dict[int, int] = {}
        roots: dict[int | None, int] = {}
        for number, pk in enumerate(pks, start=1):
            dice = Dice(pk, 4)
            above = list(depths)[-8:] if dice.below(10) < 4 else []
            parent = dice.among(above) if above else None
            name, text = reply(pk, told.slots)
            status = _status(dice)
            depth = 0 if parent is None else depths[parent] + 1
            if status == Comment.Status.APPROVED and depth < DEEPEST:
                depths[pk] = depth
                roots[pk] = roots.get(parent, pk)
            yield Reply(
                pk=pk,
                parent=parent,
                root=roots.get(parent),
                name=name,
                email=_email(name) if dice.below(2) else "",
                text=text,
                status=status,
                at=moment + span * (number / (len(pks) + 1)) ** 2,
            )


@cache
def _ranks() -> Zipf:
    return Zipf(TAGS)


def _policy(told: Story, dice: Dice, answered: bool) -> str:
    """Say whether an article takes comments; one that has some does."""
    thrown = dice.below(20)
    if (told.label == Article.Label.SPONSORED or thrown == 0) and not answered:
        return Article.Comments.CLOSED.value
    return Article.Comments.OPEN.value if thrown in {1, 2} else Article.Comments.MODERATED.value


def _status(dice: Dice) -> str:
    thrown = dice.below(100)
    if thrown < 95:
        return Comment.Status.APPROVED.value
    if thrown < 98:
        return Comment.Status.WAITING.value
    return Comment.Status.REJECTED.value if thrown == 98 else Comment.Status.SPAM.value


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"
