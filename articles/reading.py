"""What the page of an article loads: each question compiled once, and asked with other values."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from articles.cards import cards_of
from articles.models import Article, Author, Byline, Correction
from articles.told import loaded, told
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
_article = Compiled(
    lambda: (
        Article.objects.addressable()
        .for_reading()
        .prefetch_related(None)
        .annotate(
            told_tags=ArraySubquery(_tags.values("told")),
            told_corrections=ArraySubquery(_corrections.values("told")),
            told_authors=ArraySubquery(_authors.values("told")),
        )
        .filter(date=Slot("date"), slug=Slot("slug"))
    )
)
# More than are shown: one that waits for its moment is loaded too, so that the page knows its key.
_related = Compiled(
    lambda: (
        Article.objects.filter(status=Article.Status.PUBLISHED, related_to__article=Slot("article"))
        .order_by("-related_to__score", "-related_to__other")
        .values_list("pk", flat=True)[: 2 * RELATED]
    )
)


def article_at(day: date, slug: str) -> Article | None:
    """Return the article whose address has this date and slug, public or withdrawn, with all that
    its page shows of it, by one query."""
    for article in _article(date=day, slug=slug):
        row: Any = article
        tags = told(Tag, TAG_FIELDS, row.told_tags)
        authors = told(Author, AUTHOR_FIELDS, row.told_authors)
        row._prefetched_objects_cache = {
            "corrections": loaded(Correction.objects.all(), _corrected(row.told_corrections)),
            "bylines": loaded(Byline.objects.all(), [Byline(author=each) for each in authors]),
            "tags": loaded(Tag.objects.all(), tags),
        }
        return article
    return None


def related_to(article: Article) -> list[Article]:
    """Return the public articles that a reader of `article` may like, best first."""
    note(f"list:related:{article.pk}")
    stored = cards_of(_related(article=article.pk))
    return [other for other in stored if other.is_published()][:RELATED]


def _corrected(rows: list[dict[str, Any]]) -> list[Correction]:
    """The corrections out of JSON, in which moments are words."""
    for row in rows:
        for name in ("published_at", "edited_at"):
            row[name] = row[name] and datetime.fromisoformat(row[name])
    return told(Correction, CORRECTION_FIELDS, rows)
