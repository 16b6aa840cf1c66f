"""Verbs of sections: their addresses move with a redirect, and their lists follow."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles.feeds.feed import RSS
from articles.models import Section
from articles.naming import name_anew_after
from articles.rights import Person
from press import history
from press.pages.keys import key_of, touch
from press.redirects import moving
from publication.addresses import FirstWord

JOIN_PARENT = """
INSERT INTO articles_placement (article_id, section_id, published_at)
SELECT article_id, %s, published_at FROM articles_placement WHERE section_id = %s
ON CONFLICT DO NOTHING
"""
LEAVE_PARENT = """
DELETE FROM articles_placement placed
WHERE placed.section_id = %(parent)s
AND placed.article_id IN (SELECT article_id FROM articles_placement WHERE section_id = %(child)s)
AND NOT EXISTS (
    SELECT 1 FROM articles_article WHERE id = placed.article_id AND section_id = %(parent)s
)
AND NOT EXISTS (
    SELECT 1 FROM articles_article_further_sections
    WHERE article_id = placed.article_id AND section_id = %(parent)s
)
AND NOT EXISTS (
    SELECT 1 FROM articles_placement other
    JOIN articles_section sibling ON sibling.id = other.section_id
    WHERE other.article_id = placed.article_id
    AND sibling.parent_id = %(parent)s AND sibling.id <> %(child)s
)
"""


@transaction.atomic
def arrange(section: Section, *, by: Person) -> Section:
    """Save a new or changed section.

    When its address or that of its subsections changes, the old ones answer 301 from then on;
    when it becomes part of another section, its articles stand in that one's list. Search learns
    its new name by a job. Writes one
    entry, "added" or "changed". Raises ValidationError for a third level or a taken address.
    """
    _refuse_third_level(section)
    old = Section.objects.select_for_update().filter(pk=section.pk).first()
    paths = _paths(old) if old else {}
    section.save()
    _claim_first_word(section)
    if old and old.parent_id != section.parent_id:
        _move_lists(section, old.parent_id)
    _lead_from(paths, section)
    if old and (old.name, old.parent_id) != (section.name, section.parent_id):
        name_anew_after("section", section.pk)
    was = {"name": old.name, "address": old.slug, "description": old.description} if old else {}
    detail = {"was": was} if old else {}
    history.record(section, "changed" if old else "added", by=by, detail=detail)
    lists = [f"list:section:{pk}" for pk in (old and old.parent_id, section.parent_id) if pk]
    touch(["list:sections", key_of(section), f"list:section:{section.pk}", *lists])
    return section


@transaction.atomic
def remove(section: Section, *, by: Person) -> None:
    """Remove an empty section: its address answers 410, until another one takes it.

    Writes the entry "deleted" with its description. Raises ProtectedError while an article or
    another section is in it.
    """
    path, was = section.get_absolute_url(), {"description": section.description}
    history.record(section, "deleted", by=by, detail={"was": was})
    FirstWord.release(_owner(section))
    touch(["list:sections", key_of(section)])
    section.delete()
    moving.mark_gone(path)


def check(section: Section) -> None:
    """Raise ValidationError, tied to its field, if the section can't be saved like this."""
    _refuse_third_level(section)
    if section.parent_id and f"{section.slug}/" == RSS:
        raise ValidationError({"slug": _("At this address is the feed. Choose another word.")})
    if section.parent_id is None and section.slug:
        try:
            FirstWord.check_free(section.slug, _owner(section))
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error


def _refuse_third_level(section: Section) -> None:
    if section.parent is None:
        return
    if section.pk == section.parent_id:
        raise ValidationError({"parent": _("A section can't be part of itself.")})
    if section.parent.parent_id or (section.pk and section.subsections.exists()):
        raise ValidationError(
            {"parent": _("Sections have two levels. Choose a section that is no part of another.")}
        )


def _owner(section: Section) -> str:
    return f"section {section.pk}"


def _claim_first_word(section: Section) -> None:
    if section.parent_id is None:
        FirstWord.claim(section.slug, _owner(section))
    else:
        FirstWord.release(_owner(section))


def _paths(section: Section) -> dict[int, str]:
    children = section.subsections.select_related("parent")
    return {row.pk: row.get_absolute_url() for row in [section, *children]}


def _lead_from(paths: dict[int, str], section: Section) -> None:
    for pk, path in _paths(Section.objects.select_related("parent").get(pk=section.pk)).items():
        moving.free(path)
        if pk in paths:
            moving.move(paths[pk], path)


def _move_lists(section: Section, old_parent: int | None) -> None:
    with connection.cursor() as cursor:
        if old_parent:
            cursor.execute(LEAVE_PARENT, {"parent": old_parent, "child": section.pk})
        if section.parent_id:
            cursor.execute(JOIN_PARENT, [section.parent_id, section.pk])
