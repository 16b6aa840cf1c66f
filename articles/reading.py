"""What the page of an article loads: each question compiled once, and asked with other values."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from articles.models import Article, Byline, Correction
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
_article = Compiled(
    lambda: (
        Article.objects.addressable()
        .for_reading()
        .prefetch_related(None)
        .annotate(
            told_tags=ArraySubquery(_tags.values("told")),
            told_corrections=ArraySubquery(_corrections.values("told")),
        )
        .filter(date=Slot("date"), slug=Slot("slug"))
    )
)
_bylines = Compiled(
    lambda: Byline.objects.filter(article=Slot("article")).select_related("author__portrait")
)
# More than are shown: one that waits for its moment is loaded too, so that the page knows its key.
_related = Compiled(
    lambda: (
        Article.objects.filter(status=Article.Status.PUBLISHED, related_to__article=Slot("article"))
        .order_by("-related_to__score", "-related_to__other")
        .for_cards()[: 2 * RELATED]
    )
)


def article_at(day: date, slug: str) -> Article | None:
    """Return the article whose address has this date and slug, public or withdrawn, with all that
    its page shows of it, by two queries."""
    for article in _article(date=day, slug=slug):
        told: list[dict[str, Any]] = article.told_tags
        tags = [Tag.from_db(None, TAG_FIELDS, [row[name] for name in TAG_FIELDS]) for row in told]
        corrections = [_correction(row) for row in article.told_corrections]
        article._prefetched_objects_cache = {  # type: ignore[attr-defined]
            "corrections": _loaded(Correction.objects.all(), corrections),
            "bylines": _loaded(Byline.objects.all(), _bylines(article=article.pk)),
            "tags": _loaded(Tag.objects.all(), tags),
        }
        return article
    return None


def related_to(article: Article) -> list[Article]:
    """Return the public articles that a reader of `article` may like, best first."""
    note(f"list:related:{article.pk}")
    stored = _related(article=article.pk)
    return [other for other in stored if other.is_published()][:RELATED]


def _correction(told: dict[str, Any]) -> Correction:
    """A correction out of JSON, in which moments are words."""
    moments = ("published_at", "edited_at")
    told |= {name: told[name] and datetime.fromisoformat(told[name]) for name in moments}
    return Correction.from_db(None, CORRECTION_FIELDS, [told[name] for name in CORRECTION_FIELDS])


def _loaded[M: models.Model](queryset: models.QuerySet[M], rows: Sequence[M]) -> Any:
    """Return the queryset with its rows, as Django's own prefetching does."""
    queryset._result_cache = list(rows)
    return queryset
