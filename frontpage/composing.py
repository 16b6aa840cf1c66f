"""The front page as readers see it at this moment: what editors placed, and the rest by itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from articles.cards import cards_of
from articles.models import Article, Placement, Section
from articles.querysets import LIST_KEY, has_not_ended
from frontpage.models import Arrangement
from frontpage.places import Placed, room_in
from frontpage.planning import Department, Front, Row, Story, all_stories, plan
from press import clock
from press.compiled import Compiled
from press.pages.keys import note

# How far back the front looks: for its top, and in each section.
NEWEST = 200
NEWEST_IN_SECTION = 30
FACTS = ("pk", "label", "section", "lead_image")


def compose() -> Front[Article]:
    """Return the front page of this moment, as it is arranged."""
    newest = [story_of(facts) for facts in _newest_facts()]
    by_hand = stories_by_place(arranged(), newest)
    return load(plan(newest, sections_of(_sections_with_newest()), by_hand))


def story_of(facts: Sequence[Any]) -> Story:
    """Return the story of which the facts named by `FACTS` tell, perhaps as text."""
    pk, label, section, picture, *_ = facts
    return Story(int(pk), label, int(section), picture is not None)


def _placed(row: Article) -> Story:
    return Story(row.pk, row.label, row.section_id, row.lead_image_id is not None)


def arranged() -> list[Placed]:
    """What editors placed, and whose time is."""
    return on_now(placed for arrangement in _arrangement() for placed in arrangement.placed)


def on_now(placed: Iterable[Placed]) -> list[Placed]:
    return [each for each in placed if each.is_on(clock.now())]


def stories_by_place(on: list[Placed], newest: list[Story]) -> dict[str, list[Story]]:
    """What editors placed, by place, as far as readers may see it: each once.

    What is placed is mostly among the newest, which are loaded already.
    """
    if older := {each.article for each in on} - {story.pk for story in newest}:
        # They are to be shown, so these rows are needed anyway.
        public = (row for row in cards_of(list(older)) if row.is_published())
        newest = [*newest, *map(_placed, public)]
    note(LIST_KEY)
    return by_place(on, newest)


def by_place(on: list[Placed], stories: Iterable[Story]) -> dict[str, list[Story]]:
    """Put those of the stories that editors placed in their places, as far as there is room."""
    wanted = {each.article for each in on}
    left = {story.pk: replace(story, placed=True) for story in stories if story.pk in wanted}
    found: dict[str, list[Story]] = {}
    for each in on:
        there = found.setdefault(each.place, [])
        if each.article in left and len(there) < room_in(each.place):
            there.append(left.pop(each.article))
    return found


def sections_of(rows: Iterable[Section]) -> list[tuple[Section, list[Story]]]:
    """The sections of the menu, with their subsections and newest stories."""
    found: dict[int, tuple[Section, list[Story]]] = {}
    for row in rows:
        section: Any = row
        section.children = []
        if section.parent_id in found:
            section.parent = found[section.parent_id][0]
            section.parent.children.append(section)
        elif section.parent_id is None and section.in_menu:
            found[section.pk] = (section, [story_of(facts) for facts in section.newest])
    return list(found.values())


def in_each_section(*further: str, without: Collection[int] = ()) -> QuerySet[Section]:
    """The sections, each with the facts of its `newest` stories, which PostgreSQL tells as text.

    `further` columns of `Placement` come after those of `FACTS`; the articles in `without` don't.
    """
    note(LIST_KEY)
    newest = Placement.objects.filter(
        has_not_ended("article__"), section=OuterRef("pk"), published_at__lte=clock.now()
    ).order_by("-published_at", "-article")
    newest = newest.exclude(article__in=without)
    columns = ("article", "article__label", "article__section", "article__lead_image", *further)
    facts = Func(
        *(Cast(name, TextField()) for name in columns),
        template="ARRAY[%(expressions)s]",
        output_field=ArrayField(TextField()),
    )
    told = newest.annotate(facts=facts)[:NEWEST_IN_SECTION]
    return Section.objects.in_order().annotate(newest=ArraySubquery(told.values("facts")))


_arrangement = Compiled(Arrangement.objects.holding)
_newest_facts = Compiled(lambda: Article.objects.published().newest().values_list(*FACTS)[:NEWEST])
_sections_with_newest = Compiled(in_each_section)


def load(planned: Front[Story]) -> Front[Article]:
    """The same page with its articles."""
    pks = [story.pk for story in all_stories(planned)]
    found = {row.pk: row for row in cards_of(pks) if row.is_published()}

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
