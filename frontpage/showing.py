"""The front page at another moment, as readers will see it if nobody does anything until then.

What the clock will have done to articles, places and lines is in every query that compares with
it. Changes of public articles that fall due until then are laid over what is loaded: nothing is
written, and it costs the same for one and for a hundred.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.foreseen import Foreseen, foreseeing, telling_change
from articles.models import Article, Section
from frontpage.composing import (
    FACTS,
    NEWEST,
    arranged,
    by_place,
    in_each_section,
    load,
    on_now,
    sections_of,
    story_of,
)
from frontpage.places import Placed
from frontpage.planning import Front, Story, plan
from press import clock


@contextmanager
def shown_at(moment: datetime, by_hand: list[Placed] | None = None) -> Iterator[Front[Article]]:
    """Let it be `moment` within the block, and give the front page of then: as it is arranged, or
    with `by_hand` in its places. What the page loads besides is of then too."""
    with clock.at(moment):
        on = arranged() if by_hand is None else on_now(by_hand)
        rows = list(_facts({each.article for each in on}))
        changes = {row[0]: Foreseen(row[-1]) for row in rows if row[-1]}
        stories = [_story(row, changes.get(row[0])) for row in rows]
        changed = {story.pk: story for story in stories if story.pk in changes}
        sections = [
            (section, [changed.get(story.pk, story) for story in newest])
            for section, newest in _sections(rows, changes)
        ]
        with foreseeing(changes):
            yield load(plan(stories[:NEWEST], sections, by_place(on, stories)))


def _facts(placed: set[int]) -> QuerySet[Article, Any]:
    """The newest, and older ones that are placed or change: each with its facts, its public moment
    and its change, the newest first."""
    public = Article.objects.published()
    numbers = (
        public.newest().values("pk")[:NEWEST],
        public.filter(pk__in=placed).values("pk"),
        public.filter(pending_change__at__lte=clock.now()).values("pk"),
    )
    found = Article.objects.filter(pk__in=numbers[0].union(*numbers[1:])).newest()
    return found.annotate(change=telling_change()).values_list(*FACTS, "published_at", "change")


def _story(facts: Sequence[Any], change: Foreseen | None) -> Story:
    story = story_of(facts)
    if change is None:
        return story
    picture = change.content["lead_image"] is not None
    label = change.content["label"]
    return replace(story, label=label, section=change.section.pk, picture=picture)


def _sections(
    rows: list[Any], changes: Mapping[int, Foreseen]
) -> list[tuple[Section, list[Story]]]:
    """The sections with their newest stories; what moves to another one stands there by its age."""
    moving = [row for row in rows if row[0] in changes and changes[row[0]].moves]
    found: list[Any] = list(in_each_section("published_at", without=[row[0] for row in moving]))
    for section in found:
        joining = [row for row in moving if section.pk in changes[row[0]].places]
        section.newest = sorted([*section.newest, *joining], key=_age, reverse=True)
    return sections_of(found)


def _age(facts: Sequence[Any]) -> tuple[datetime, int]:
    return datetime.fromisoformat(str(facts[len(FACTS)])), int(facts[0])
