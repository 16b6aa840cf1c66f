"""Articles that an editor may put on the front page: the newest, or what is looked for."""

from django.db.models import QuerySet

from articles.admin.boxes import named_by
from articles.indexing import WebQuery
from articles.models import Article
from articles.querysets import NOT_FOR_LISTS

SHOWN = 15
# Words are looked for in so many articles that were saved last; an address finds any.
LOOKED_THROUGH = 2_000
Status = Article.Status
FIT = [Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED]


def articles_for(wanted: str, *, language: str) -> list[Article]:
    """Return the articles that somebody may mean: by number, address or words of the headline, the
    standfirst and the tags; for nothing at all, what is scheduled and what came out last."""
    rows: QuerySet[Article] = Article.objects.select_related("section").defer(*NOT_FOR_LISTS)
    wanted = wanted.strip()[:300]
    if not wanted:
        newest = rows.filter(status=Status.PUBLISHED).order_by("-published_at", "-pk")
        return list(newest[:SHOWN])
    named = named_by(wanted)
    if named is not None:
        return list(rows.filter(status__in=FIT, **named)[:SHOWN])
    latest = Article.objects.order_by("-saved_at", "-pk").values("pk")[:LOOKED_THROUGH]
    query = WebQuery(wanted, language=language)
    found = rows.filter(pk__in=latest, status__in=FIT, search_top=query)
    return list(found.order_by("-saved_at", "-pk")[:SHOWN])
