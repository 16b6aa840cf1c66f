"""Verbs of tags: one tidies a tag, that is renames, describes and merges it, with its redirects."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from articles.models import TaggedArticle
from articles.naming import name_all_anew, name_anew_after
from articles.rights import Person
from press import history
from press.pages.keys import key_of, touch
from press.redirects import moving
from tags.models import FormerName, Tag


@transaction.atomic
def begin(tag: Tag, *, by: Person) -> Tag:
    """Save a new tag. What its name or its address once led to is forgotten."""
    tag.save()
    _reclaim(tag)
    history.record(tag, "added", by=by)
    return tag


@transaction.atomic
def tidy(
    tag: Tag, *, by: Person, name: str, slug: str, description: str, merge: Iterable[Tag] = ()
) -> Tag:
    """Give a tag its name, address and description, and let the tags of `merge` become part of it.

    Old addresses, its own and theirs, answer 301 to the present one; articles with any of them
    have this one, once; and whoever types an old name, or restores a version that has it, gets
    this tag. Search learns the name by a job. Writes the entry "tidied", and "merged" for each
    that is gone. Touches the tags and their lists. (Related posts follow as their articles are
    saved: their weights hardly change.)
    """
    others = [other for other in merge if other.pk != tag.pk]
    keys = _lock([tag, *others])
    tag = Tag.objects.get(pk=tag.pk)
    old_name, old_path, was = tag.name, tag.get_absolute_url(), tag.description
    for other in others:
        _merge(other, into=tag, by=by)
    tag.name, tag.slug, tag.description = name, slug, description
    tag.save()
    _reclaim(tag)
    if old_name.casefold() != name.casefold():
        _remember(old_name, tag)
    moving.move(old_path, tag.get_absolute_url())
    for other in others:
        moving.move(other.get_absolute_url(), tag.get_absolute_url())
    merged = [other.name for other in others]
    detail: dict[str, Any] = {"from": old_name, "to": name, "address": slug, "merged": merged}
    if was != description:
        detail["was"] = {"description": was}
    history.record(tag, "tidied", by=by, detail=detail)
    touch(keys)
    if merged or old_name != name:
        name_anew_after("tag", tag.pk)
    return tag


@transaction.atomic
def remove(tag: Tag, *, by: Person) -> None:
    """Take a tag off all its articles, for good; its address answers 410.

    Writes the entry "deleted", and touches the tag and its list. Search forgets the name by a job.
    """
    keys = _lock([tag])
    taggings: Any = TaggedArticle.objects
    articles = list(taggings.filter(tag=tag).values_list("content_object", flat=True))
    detail = {"articles": len(articles), "was": {"description": tag.description}}
    history.record(tag, "deleted", by=by, detail=detail)
    moving.mark_gone(tag.get_absolute_url())
    touch(keys)
    tag.delete()
    name_all_anew(articles)


def _lock(tags: list[Tag]) -> list[str]:
    """Lock the rows in one order, and return the keys of the tags and their lists."""
    pks = [tag.pk for tag in tags]
    list(Tag.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    return [key for tag in tags for key in (key_of(tag), f"list:tag:{tag.pk}")]


def _merge(other: Tag, *, into: Tag, by: Person) -> None:
    taggings: Any = TaggedArticle.objects
    has_it = taggings.filter(tag=into).values("content_object")
    taggings.filter(tag=other).exclude(content_object__in=has_it).update(tag=into)
    FormerName.objects.filter(tag=other).update(tag=into)
    detail = {"into": into.name, "was": {"description": other.description}}
    history.record(other, "merged", by=by, detail=detail)
    Tag.objects.filter(pk=other.pk).delete()
    _remember(other.name, into)


def _remember(name: str, tag: Tag) -> None:
    FormerName.objects.update_or_create(name=name.casefold(), defaults={"tag": tag})


def _reclaim(tag: Tag) -> None:
    FormerName.objects.filter(name=tag.name.casefold()).delete()
    moving.free(tag.get_absolute_url())
