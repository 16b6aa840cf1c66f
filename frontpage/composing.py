"""The front page as readers see it at this moment: what editors placed, and the rest by itself."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from articles.models import Article, Placement, Section
from articles.querysets import LIST_KEY, has_not_ended
from frontpage.models import Arrangement
from frontpage.places import room_in
from frontpage.planning import Department, Front, Row, Story, all_stories, plan
from press import clock
from press.pages.keys import note

# How far back the front looks: for its top, and in each section.
NEWEST = 200
NEWEST_IN_SECTION = 30
FACTS = ("pk", "label", "section", "lead_image")


def compose() -> Front[Article]:
    """Return the front page of this moment."""
    return _load(plan(_newest(), _sections(), _placed()))


def _newest() -> list[Story]:
    return _stories(Article.objects.published().newest()[:NEWEST])


def _stories(articles: Any, *, placed: bool = False) -> list[Story]:
    note(LIST_KEY)
    return [
        Story(pk, label, section, picture is not None, placed)
        for pk, label, section, picture in articles.values_list(*FACTS)
    ]


def _placed() -> dict[str, list[Story]]:
    """What editors placed, by place, as far as it is on and readers may see it: each once."""
    arrangement = Arrangement.objects.present()
    on = [each for each in arrangement.placed if each.is_on(clock.now())] if arrangement else []
    if not on:
        return {}
    public = Article.objects.published().filter(pk__in={each.article for each in on})
    stories = {story.pk: story for story in _stories(public, placed=True)}
    found: dict[str, list[Story]] = {}
    for each in on:
        there = found.setdefault(each.place, [])
        if each.article in stories and len(there) < room_in(each.place):
            there.append(stories.pop(each.article))
    return found


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


def _load(planned: Front[Story]) -> Front[Article]:
    """The same page with its articles, by one query and one for their bylines."""
    pks = [story.pk for story in all_stories(planned)]
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
