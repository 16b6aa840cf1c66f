"""Articles that a box of a text may lead to, as the editor asks for them."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path

from articles.admin.pages import ArticlePages
from articles.indexing import WebQuery
from articles.links import inner_path
from articles.models import Article

SHOWN = 10
_ADDRESS = re.compile(r"/([1-9]\d{3})/(\d{2})/(\d{2})/([^/]+)/?")
_DESK = re.compile(r"/desk/articles/\w+/(\d{1,18})/.*")


class BoxPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.for_box)
        return [path("for-box/", view, name="articles_article_for_box"), *super().get_urls()]

    def for_box(self, request: HttpRequest) -> JsonResponse:
        """The newest articles that somebody may mean by `q`: a number, an address, or words."""
        wanted = request.GET.get("q", "").strip()[:300]
        language = request.publication.language  # type: ignore[attr-defined]
        rows = meant_by(wanted, self.get_queryset(request), language=language)[:SHOWN]
        found = [{"id": row.pk, "headline": row.headline} for row in rows]
        return JsonResponse({"articles": found})


def meant_by(wanted: str, rows: QuerySet[Article, Any], *, language: str) -> QuerySet[Article, Any]:
    """Those of `rows` that somebody may mean by a number, an address or words, the newest first."""
    named = named_by(wanted)
    if named is None:
        named = {"search": WebQuery(wanted, language=language)}
    found = rows.filter(**named).exclude(status=Article.Status.BINNED)
    return found.order_by("-saved_at", "-pk")


def named_by(wanted: str) -> dict[str, Any] | None:
    """Return the facts of the one article that a number or an address names; None for words."""
    path = inner_path(wanted) or ""
    if re.fullmatch(r"[0-9]{1,18}", wanted):
        return {"pk": wanted}
    if at_desk := _DESK.fullmatch(path):
        return {"pk": at_desk[1]}
    if public := _ADDRESS.fullmatch(path):
        year, month, day, slug = public.groups()
        return {"date__year": year, "date__month": month, "date__day": day, "slug": slug}
    return None
