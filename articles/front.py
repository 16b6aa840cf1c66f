"""The front page, composed of what is public now: no story twice, few queries.

It is planned from light rows (number, label, section, has a picture) before anything is loaded,
so that only the stories that are shown are loaded, and so that the plan can be tested alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from articles.models import Article, Placement, Section
from articles.querysets import LIST_KEY, has_not_ended
from press import clock
from press.pages.keys import note

# How far back the front looks: for its top, and in each section.
NEWEST = 200
NEWEST_IN_SECTION = 30
FEW = 8
TOP_AT_MOST = 12
SECONDS, LINES, VOICES = 4, 3, 4
# The newest stories among which one with a picture may lead instead of the very newest.
MAY_LEAD = 3


@dataclass(frozen=True, slots=True)
class Story:
    """What planning needs to know of an article."""

    pk: int
    label: str = Article.Label.NEWS
    section: int = 0
    picture: bool = False

    @property
    def is_opinion(self) -> bool:
        return self.label == Article.Label.OPINION

    @property
    def may_lead(self) -> bool:
        return self.label not in {Article.Label.OPINION, Article.Label.SPONSORED}


@dataclass(slots=True)
class Department[S]:
    """A section on the front page; opinion may come from no section of its own."""

    section: Section | None
    stories: list[S]

    @property
    def columns(self) -> list[list[S]]:
        """All stories but the first, as two lists of nearly the same length."""
        rest = self.stories[1:]
        half = (len(rest) + 1) // 2
        return [rest[:half], rest[half:]]


@dataclass(slots=True)
class Row[S]:
    """Departments across the page: one, or several small ones in pairs. `kind` is its density:
    "dense", "opinion", "text", "pictures" or "pair"."""

    kind: str
    departments: list[Department[S]]


@dataclass(slots=True)
class Front[S]:
    """The front page from top to bottom, of Story while it is planned, of Article when loaded."""

    lead: S | None = None
    lead_lines: list[S] = field(default_factory=list)
    beside: list[S] = field(default_factory=list)
    seconds: list[S] = field(default_factory=list)
    rows: list[Row[S]] = field(default_factory=list)


def compose() -> Front[Article]:
    """Return the front page of this moment."""
    return _load(plan(_newest(), _sections()))


def _newest() -> list[Story]:
    newest = Article.objects.published().newest()[:NEWEST]
    rows = newest.values_list("pk", "label", "section", "lead_image")
    return [Story(pk, label, section, picture is not None) for pk, label, section, picture in rows]


def _sections() -> list[tuple[Section, list[Story]]]:
    """The sections of the menu, with their subsections and newest stories, in one query."""
    note(LIST_KEY)
    newest = (
        Placement.objects.filter(
            has_not_ended("article__"), section=OuterRef("pk"), published_at__lte=clock.now()
        )
        .order_by("-published_at", "-article")
        .annotate(
            story=JSONObject(
                pk=F("article"),
                label=F("article__label"),
                section=F("article__section"),
                picture=F("article__lead_image"),
            )
        )
    )[:NEWEST_IN_SECTION]
    found: dict[int, tuple[Section, list[Story]]] = {}
    sections: Any = Section.objects.in_order().annotate(
        newest=ArraySubquery(newest.values("story"))
    )
    for section in sections:
        section.children = []
        if section.parent_id in found:
            section.parent = found[section.parent_id][0]
            section.parent.children.append(section)
        elif section.parent_id is None and section.in_menu:
            rows = (story | {"picture": story["picture"] is not None} for story in section.newest)
            found[section.pk] = (section, [Story(**row) for row in rows])
    return list(found.values())


def plan(newest: list[Story], sections: list[tuple[Section, list[Story]]]) -> Front[Story]:
    """Decide which story stands where."""
    if not newest:
        return Front()
    if len(newest) < FEW:
        return _plan_few(newest)
    front = _plan_top(newest, min(TOP_AT_MOST, len(newest) // 2))
    used = {story.pk for story in _all(front)}
    opinion = _plan_opinion(newest, sections, used)
    home = opinion.departments[0].section if opinion else None
    front.rows = _plan_rows([each for each in sections if each[0] != home], used)
    if opinion:
        front.rows.insert(1, opinion)
    return front


def _plan_few(newest: list[Story]) -> Front[Story]:
    lead = _lead_of(newest)
    others = [story for story in newest if story != lead]
    return Front(lead, lead_lines=others[SECONDS:], seconds=others[:SECONDS])


def _plan_top(newest: list[Story], size: int) -> Front[Story]:
    lead = _lead_of(newest)
    others = [story for story in newest if story.may_lead and story != lead][: size - 1]
    # Pictures go where they are shown; what is of the lead's section goes under its headline.
    others.sort(key=lambda story: not story.picture)
    seconds, others = others[:SECONDS], others[SECONDS:]
    others.sort(key=lambda story: story.section != lead.section)
    lines, beside = others[:LINES], others[LINES:]
    # A column of one or two lines would look forgotten beside a picture.
    return Front(lead, lines, beside if len(beside) > 2 else [], seconds)


def _lead_of(newest: list[Story]) -> Story:
    """The newest story; rather one with a picture, if one of the newest three has it."""
    may = [story for story in newest if story.may_lead] or newest
    return next((story for story in may[:MAY_LEAD] if story.picture), may[0])


def _plan_opinion(
    newest: list[Story], sections: list[tuple[Section, list[Story]]], used: set[int]
) -> Row[Story] | None:
    """The newest voices, under the name of the section that holds mostly opinion, if any does."""
    voices = [story for story in newest if story.is_opinion and story.pk not in used][:VOICES]
    if len(voices) < 2:
        return None
    used |= {story.pk for story in voices}
    homes = (
        section
        for section, stories in sections
        if 2 * sum(story.is_opinion for story in stories) > len(stories)
    )
    return Row("opinion", [Department(next(homes, None), voices)])


def _plan_rows(sections: list[tuple[Section, list[Story]]], used: set[int]) -> list[Row[Story]]:
    """Departments in the order of their sections, in alternating density."""
    rows: list[Row[Story]] = []
    waiting: list[Department[Story]] = []  # The first half of a pair.
    turns = ["dense", "text", "pictures", "pair"]
    for section, stories in sections:
        left = [story for story in stories if story.pk not in used]
        if not left:
            continue
        kind = "pair" if waiting else _next_kind(turns, rows[-1].kind if rows else "", left)
        chosen = _chosen(kind, left)
        used |= {story.pk for story in chosen}
        if kind == "pair":
            waiting.append(Department(section, chosen))
        else:
            rows.append(Row(kind, [Department(section, chosen)]))
        if len(waiting) == 2:
            rows.append(Row("pair", waiting))
            waiting = []
    if waiting:  # Nobody is left to pair with.
        last = rows[-1].kind if rows else ""
        rows.append(Row("text" if last == "pictures" else "pictures", waiting))
    return rows


def _next_kind(turns: list[str], last: str, stories: list[Story]) -> str:
    """The kind whose turn it is, among those that the stories can fill and the last was not."""
    kind = next((kind for kind in turns if kind != last and _fits(kind, stories)), "pair")
    turns.append(turns.pop(turns.index(kind)))
    return kind


def _fits(kind: str, stories: list[Story]) -> bool:
    pictures = sum(story.picture for story in stories)
    return {
        # Two lists of three are about half as high as the picture beside them.
        "dense": len(stories) >= 7 and pictures >= 1,
        "text": len(stories) >= 3,
        "pictures": pictures >= 3,
        "pair": True,
    }[kind]


def _chosen(kind: str, stories: list[Story]) -> list[Story]:
    """As many of the newest as the density shows, with one that has a picture in front."""
    if kind == "text":
        return stories[:4]
    if kind == "pictures":
        return [story for story in stories if story.picture][:3]
    chosen = stories[: 13 if kind == "dense" else 3]
    return sorted(chosen, key=lambda story: story is not _first_picture(chosen))


def _first_picture(stories: list[Story]) -> Story | None:
    return next((story for story in stories if story.picture), None)


def _all(front: Front[Story]) -> Iterator[Story]:
    yield from [front.lead] if front.lead else []
    yield from [*front.lead_lines, *front.beside, *front.seconds]
    for row in front.rows:
        for department in row.departments:
            yield from department.stories


def _load(planned: Front[Story]) -> Front[Article]:
    """The same page with its articles, by one query and one for their bylines."""
    pks = [story.pk for story in _all(planned)]
    found = {row.pk: row for row in Article.objects.published().filter(pk__in=pks).for_listing()}

    def loaded(stories: Iterable[Story]) -> list[Article]:
        return [found[story.pk] for story in stories if story.pk in found]

    return Front(
        lead=found.get(planned.lead.pk) if planned.lead else None,
        lead_lines=loaded(planned.lead_lines),
        beside=loaded(planned.beside),
        seconds=loaded(planned.seconds),
        rows=[
            Row(
                row.kind,
                [Department(each.section, loaded(each.stories)) for each in row.departments],
            )
            for row in planned.rows
        ],
    )
