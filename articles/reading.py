"""What the pages of an article and of an author load: each question compiled once, and asked with
other values."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from articles.cards import cards_of
from articles.models import Article, Author, AuthorLink, Byline, Correction, RelatedArticle
from articles.querysets import ArticleQuerySet
from articles.told import loaded, rows_told
from press.compiled import Compiled, Slot
from press.pages.keys import note
from tags.models import Tag

# The best one stands right after the text, the others in the box further down.
RELATED = 1 + 3

TAG_FIELDS = [field.attname for field in Tag._meta.concrete_fields]
CORRECTION_FIELDS = ["id", "article_id", "kind", "text", "published_at", "edited_at"]
_tags = Tag.objects.filter(taggings__content_object=OuterRef("pk")).annotate(
    told=JSONObject(**{name: name for name in TAG_FIELDS})
)
_corrections = Correction.objects.filter(article=OuterRef("pk")).annotate(
    told=JSONObject(**{name: name for name in CORRECTION_FIELDS})
)
# Of an author the page shows the name and where it leads, and marks the replies of the login.
AUTHOR_FIELDS = ["id", "name", "slug", "login_id"]
_authors = Byline.objects.filter(article=OuterRef("pk")).annotate(
    told=JSONObject(**{name: f"author__{name}" for name in AUTHOR_FIELDS})
)


def _liked_with(article: Any) -> models.QuerySet[Any, Any]:
    """The numbers of articles that a reader of `article` may like, best first.

    More than are shown: one that waits for its moment is loaded too, so that the page knows its
    key.
    """
    stored = RelatedArticle.objects.filter(article=article, other__status=Article.Status.PUBLISHED)
    return stored.order_by("-score", "-other").values_list("other", flat=True)[: 2 * RELATED]


# What rooms above tell of an article, asked in the one question: see `also_tell`.
_further: dict[str, models.Subquery] = {}
_article = Compiled(
    lambda: (
        Article.objects.addressable()
        .for_reading()
        .prefetch_related(None)
        .annotate(
            told_tags=ArraySubquery(_tags.values("told")),
            told_corrections=ArraySubquery(_corrections.values("told")),
            told_authors=ArraySubquery(_authors.values("told")),
            told_related=ArraySubquery(_liked_with(OuterRef("pk"))),
            **_further,
        )
        .filter(date=Slot("date"), slug=Slot("slug"))
    )
)
LINK_FIELDS = ["label", "url"]
_links = AuthorLink.objects.filter(author=OuterRef("pk")).annotate(
    told=JSONObject(**{name: name for name in LINK_FIELDS})
)
_author = Compiled(
    lambda: (
        Author.objects.select_related("portrait")
        .annotate(told_links=ArraySubquery(_links.values("told")))
        .filter(slug=Slot("slug"))
    )
)
# For previews, which load their article in another way.
_related = Compiled(lambda: _liked_with(Slot("article")))


def also_tell(name: str, told: models.Subquery) -> None:
    """Let a room above load something of its own with an article: `told`, in which
    `OuterRef("pk")` is the article's number, is then its attribute of this name. For `ready()`."""
    _further[name] = told


def article_at(day: date, slug: str) -> Article | None:
    """Return the article whose address has this date and slug, public or withdrawn, with all that
    its page shows of it, by one query."""
    for article in _article(date=day, slug=slug):
        row: Any = article
        tags = rows_told(Tag, TAG_FIELDS, row.told_tags)
        authors = rows_told(Author, AUTHOR_FIELDS, row.told_authors)
        row._prefetched_objects_cache = {
            "corrections": loaded(Correction.objects.all(), corrections_of(row)),
            "bylines": loaded(Byline.objects.all(), [Byline(author=each) for each in authors]),
            "tags": loaded(Tag.objects.all(), tags),
        }
        return article
    return None


def author_at(slug: str) -> Author | None:
    """Return the author whose address this is, with portrait and links, by one query."""
    for author in _author(slug=slug):
        row: Any = author
        links = rows_told(AuthorLink, LINK_FIELDS, row.told_links)
        row._prefetched_objects_cache = {"links": loaded(AuthorLink.objects.all(), links)}
        return author
    return None


def for_full_texts(articles: ArticleQuerySet) -> ArticleQuerySet:
    """The whole articles of a list, each with what readers were told about changes of it."""
    return articles.for_reading().annotate(
        told_corrections=ArraySubquery(_corrections.values("told"))
    )


def corrections_of(article: Article) -> list[Correction]:
    """Return the corrections of an article of `for_full_texts`, newest first."""
    row: Any = article
    return _corrected(row.told_corrections)


def related_to(article: Article) -> list[Article]:
    """Return the public articles that a reader of `article` may like, best first; which they are,
    `article_at` has told already."""
    note(f"list:related:{article.pk}")
    row: Any = article
    known = hasattr(row, "told_related")
    stored = cards_of(row.told_related if known else _related(article=article.pk))
    return [other for other in stored if other.is_published()][:RELATED]


def _corrected(rows: list[dict[str, Any]]) -> list[Correction]:
    """The corrections out of JSON, in which moments are words."""
    for row in rows:
        for name in ("published_at", "edited_at"):
            row[name] = row[name] and datetime.fromisoformat(row[name])
    return rows_told(Correction, CORRECTION_FIELDS, rows)
