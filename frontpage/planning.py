"""The front page, composed of what is public now: no story twice, few queries.

It is planned from light rows (number, label, section, has a picture) before anything is loaded,
so that only the stories that are shown are loaded, and so that the plan can be tested alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.models import Article, Section
from frontpage.places import LEAD, OPINION, SECONDS, place_of

FEW = 8
TOP_AT_MOST = 12
IN_SECONDS, LINES, VOICES = 4, 3, 4
# The newest stories among which one with a picture may lead instead of the very newest.
MAY_LEAD = 3


@dataclass(frozen=True, slots=True)
class Story:
    """What planning needs to know of an article."""

    pk: int
    label: str = Article.Label.NEWS
    section: int = 0
    picture: bool = False
    # An editor put it where it stands; what is not placed goes where it fits.
    placed: bool = False

    @property
    def is_opinion(self) -> bool:
        return self.label == Article.Label.OPINION

    @property
    def may_lead(self) -> bool:
        return self.label not in {Article.Label.OPINION, Article.Label.SPONSORED}


# What stands in each place by hand, in its order; no story in two of them.
type Placed = dict[str, list[Story]]


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


def plan(
    newest: list[Story], sections: list[tuple[Section, list[Story]]], placed: Placed | None = None
) -> Front[Story]:
    """Decide which story stands where: first what is placed, then the newest of what isn't."""
    places = {LEAD, SECONDS, OPINION} | {place_of(section) for section, _stories in sections}
    by_hand = {place: rows for place, rows in (placed or {}).items() if place in places}
    placed_rows = [story for rows in by_hand.values() for story in rows]
    taken = {story.pk for story in placed_rows}
    left = [story for story in newest if story.pk not in taken]
    if not left and not taken:
        return Front()
    if len(left) + len(taken) < FEW:
        return _plan_few([*placed_rows, *left], by_hand)
    front = _plan_top(left, min(TOP_AT_MOST, (len(left) + len(taken)) // 2), by_hand)
    by_hand = {place: [row for row in rows if row != front.lead] for place, rows in by_hand.items()}
    used = taken | {story.pk for story in all_stories(front)}
    opinion = _plan_opinion(left, sections, used, by_hand)
    home = opinion.departments[0].section if opinion else None
    front.rows = _plan_rows([each for each in sections if each[0] != home], used, by_hand)
    if opinion:
        front.rows.insert(1, opinion)
    return front


def _plan_few(stories: list[Story], placed: Placed) -> Front[Story]:
    """All there is, in the top."""
    lead = _lead_of(stories, placed)
    seconds = [story for story in placed.get(SECONDS, []) if story != lead]
    others = [story for story in stories if story != lead and story not in seconds]
    others = [*seconds, *others]
    return Front(lead, lead_lines=others[IN_SECONDS:], seconds=others[:IN_SECONDS])


def _plan_top(left: list[Story], size: int, placed: Placed) -> Front[Story]:
    lead = _lead_of(left, placed)
    by_hand = [story for story in placed.get(SECONDS, []) if story != lead]
    others = [story for story in left if story.may_lead and story != lead]
    others = others[: max(size - 1 - len(by_hand), 0)]
    # Pictures go where they are shown; what is of the lead's section goes under its headline.
    others.sort(key=lambda story: not story.picture)
    others = [*by_hand, *others]
    seconds, others = others[:IN_SECONDS], others[IN_SECONDS:]
    others.sort(key=lambda story: story.section != lead.section)
    lines, beside = others[:LINES], others[LINES:]
    # A column of one or two lines would look forgotten beside a picture.
    return Front(lead, lines, beside if len(beside) > 2 else [], seconds)


def _lead_of(newest: list[Story], placed: Placed) -> Story:
    """What was placed there, else the newest story; rather one with a picture, if one of the
    newest three has it. Where every story has another place, the first of them leads."""
    if placed.get(LEAD):
        return placed[LEAD][0]
    newest = newest or [story for rows in placed.values() for story in rows]
    may = [story for story in newest if story.may_lead] or newest
    return next((story for story in may[:MAY_LEAD] if story.picture), may[0])


def _plan_opinion(
    left: list[Story],
    sections: list[tuple[Section, list[Story]]],
    used: set[int],
    placed: Placed,
) -> Row[Story] | None:
    """The newest voices, under the name of the section that holds mostly opinion, if any does."""
    homes = (
        section
        for section, stories in sections
        if 2 * sum(story.is_opinion for story in stories) > len(stories)
    )
    home = next(homes, None)
    by_hand = placed.get(OPINION, []) + (placed.get(place_of(home), []) if home else [])
    newest = [story for story in left if story.is_opinion and story.pk not in used]
    voices = [*by_hand, *newest][:VOICES]
    if len(voices) < 2 and not by_hand:
        return None
    used |= {story.pk for story in voices}
    return Row("opinion", [Department(home, voices)])


def _plan_rows(
    sections: list[tuple[Section, list[Story]]], used: set[int], placed: Placed
) -> list[Row[Story]]:
    """Departments in the order of their sections, in alternating density."""
    rows: list[Row[Story]] = []
    waiting: list[Department[Story]] = []  # The first half of a pair.
    turns = ["dense", "text", "pictures", "pair"]
    for section, stories in sections:
        left = placed.get(place_of(section), [])
        left = [*left, *(story for story in stories if story.pk not in used)]
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
        "pictures": pictures >= 3 and all(story.picture for story in stories if story.placed),
        "pair": True,
    }[kind]


def _chosen(kind: str, stories: list[Story]) -> list[Story]:
    """As many of the newest as the density shows, with one that has a picture in front, unless
    somebody placed the first."""
    if kind == "text":
        return stories[:4]
    if kind == "pictures":
        return [story for story in stories if story.picture][:3]
    chosen = stories[: 13 if kind == "dense" else 3]
    if chosen[0].placed:
        return chosen
    return sorted(chosen, key=lambda story: story is not _first_picture(chosen))


def _first_picture(stories: list[Story]) -> Story | None:
    return next((story for story in stories if story.picture), None)


def all_stories(front: Front[Story]) -> Iterator[Story]:
    yield from [front.lead] if front.lead else []
    yield from [*front.lead_lines, *front.beside, *front.seconds]
    for row in front.rows:
        for department in row.departments:
            yield from department.stories
