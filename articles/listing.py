"""Keeping the tables that lists are read from: where an article stands, and since when."""

from datetime import datetime
from typing import Any

from articles import indexing
from articles.models import Article, PendingChange, Placement, Section
from articles.models.article import BODY_TEXT_LENGTH
from articles.querysets import FOUND_KEY, NEWS_KEY, NEWS_LASTS, keys_of_lists
from press import clock
from press.clock import moments
from press.pages.keys import key_of, touch
from tags.models import Tag


def follow(article: Article) -> None:
    """Write the article's sections and public moment into the rows through which it is listed.

    Only a published article (now or at its moment) has one; the rows of any other have none, so
    no list can show it. Runs inside the verb's transaction.
    """
    moment = article.published_at if article.status == Article.Status.PUBLISHED else None
    sections = _sections_of(article)
    article.placements.exclude(section__in=sections).delete()
    Placement.objects.bulk_create(
        [Placement(article=article, section_id=pk) for pk in sections], ignore_conflicts=True
    )
    for rows in (article.placements, article.bylines, article.taggings):
        rows.update(published_at=moment)
    _let_find(article)
    _wait_for_moments(article)
    _wait_until_old(article)
    wait_for_change(article)


def _let_find(article: Article) -> None:
    """Let search know the names that the article stands under, and its marks once it is public."""
    authors = dict(article.bylines.values_list("author", "author__name"))
    placed = dict(article.placements.values_list("section", "section__name"))
    article.tag_words = indexing.names(article.taggings.values_list("tag__name", flat=True))
    article.name_words = indexing.names(authors.values(), placed.values())
    article.marks = []
    if article.status == Article.Status.PUBLISHED and article.published_at:
        article.marks = indexing.marks(article.published_at, sections=placed, authors=authors)
    article.save(update_fields=["tag_words", "name_words", "marks"])


def let_find_below(article: Article, text: str) -> None:
    """Let search find the article by what another room says below it, of which `text` is all.

    For verbs, in their transaction, with the row locked. Touches the results of searches.
    """
    article.below_text = text[:BODY_TEXT_LENGTH]
    article.save(update_fields=["below_text"])
    touch([FOUND_KEY])


def _wait_for_moments(article: Article) -> None:
    """Leave word with the clock of all that it will do to the article, and of nothing else.

    What is due and not announced yet stays, so that the sweep finds it.
    """
    due = _due(article)
    moments.cancel(*(_name(article, act) for act, at in due.items() if at is None))
    coming = {act: at for act, at in due.items() if at is not None and at > clock.now()}
    keys = keys_touched_by(article) if coming else set()
    for act, at in coming.items():
        about: dict[str, Any] = {"subject": article.pk, "label": str(article)}
        moments.expect(_name(article, act), at, keys, act=f"articles.{act}", **about)


def _name(article: Article, act: str) -> str:
    return f"article {article.pk}" if act == "publish" else f"article {article.pk} {act}"


def _due(article: Article) -> dict[str, datetime | None]:
    is_published = article.status == Article.Status.PUBLISHED
    is_binned = article.status == Article.Status.BINNED
    return {
        "publish": article.published_at if is_published else None,
        "withdraw": article.withdrawn_at if is_published else None,
        "close_comments": None if is_binned else article.comments_close_at,
        "end_embargo": None if is_binned else article.embargo_until,
        "leave_the_top": article.on_top_until if is_published else None,
    }


def _wait_until_old(article: Article) -> None:
    """Let the clock take the article out of the news sitemap when it is no news any more."""
    name = f"old news {article.pk}"
    old_at = article.published_at + NEWS_LASTS if article.published_at else clock.now()
    if article.status == Article.Status.PUBLISHED and old_at > clock.now():
        moments.expect(name, old_at, [NEWS_KEY])
    else:
        moments.cancel(name)


def wait_for_change(article: Article) -> None:
    """Let the clock outdate the pages that a scheduled change of the article touches, at its
    moment: those of the present text and those of the coming one."""
    name = f"change of article {article.pk}"
    change = PendingChange.objects.select_related("revision").filter(article=article).first()
    if change is not None and change.at is not None:
        keys = keys_touched_by(article) | _keys_of_coming(change.revision.content)
        about: dict[str, Any] = {
            "act": "articles.publish_change",
            "subject": article.pk,
            "label": str(article),
        }
        moments.expect(name, change.at, keys, **about)
    else:
        moments.cancel_coming(name)


def _keys_of_coming(content: dict[str, Any]) -> set[str]:
    sections = Section.objects.filter(pk__in=[content["section"], *content["further_sections"]])
    rows = sections.values_list("pk", "parent")
    tags = Tag.objects.filter(name__in=content["tags"]).values_list("pk", flat=True)
    return {
        *(f"list:section:{pk}" for row in rows for pk in row if pk),
        *(f"list:tag:{pk}" for pk in tags),
        *(f"list:author:{pk}" for pk in content["bylines"]),
    }


def _sections_of(article: Article) -> set[int]:
    """The primary and further sections, each with the section it is part of."""
    rows = [(article.section_id, article.section.parent_id)]
    rows += article.further_sections.values_list("pk", "parent")
    return {pk for row in rows for pk in row if pk is not None}


def keys_touched_by(article: Article) -> set[str]:
    """Return the keys of the article and of every list it stands in at this moment.

    A verb asks before and after its change, and touches both.
    """
    return {key_of(article)} | keys_of_lists(article)


def touch_all(*keys: set[str]) -> None:
    """Touch the union of several sets of keys, once."""
    touch(set().union(*keys))
