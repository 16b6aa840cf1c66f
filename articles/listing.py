"""Keeping the tables that lists are read from: where an article stands, and since when."""

from articles import indexing
from articles.models import Article, Placement
from articles.querysets import keys_of_lists
from press.clock import moments
from press.pages.keys import key_of, touch


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
    _wait_for_moment(article)


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


def _wait_for_moment(article: Article) -> None:
    """Let the clock change the article's pages when its moment comes, and only then."""
    name = f"article {article.pk}"
    if article.is_scheduled():
        assert article.published_at is not None
        moments.expect(name, article.published_at, keys_touched_by(article))
    else:
        moments.cancel(name)


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
