"""Previews at the desk: of what is saved and of what is typed, in a frame beside the form."""

from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override

from articles.admin.form import content_of
from articles.admin.pages import ArticlePages
from articles.models import Article
from articles.showing import shown_before_saving, shown_with


class PreviewPages(ArticlePages):
    """The page as readers will see it: the same template and policy, never kept."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"articles_{self.opts.model_name}_preview"
        return [path("<int:pk>/preview/", view(self.preview), name=name), *super().get_urls()]

    @method_decorator(csp_override(settings.PREVIEW_CSP))
    def preview(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """By GET, what is saved; by POST, the words of the form, of which nothing is saved."""
        article = self.previewed(request, pk)
        show = self.show_typed if request.method == "POST" else self.show_saved
        response = show(request, article)
        response["Cache-Control"] = "no-store"
        return response

    def previewed(self, request: HttpRequest, pk: int) -> Article:
        return self.readable(request, pk)

    def show_saved(self, request: HttpRequest, article: Article) -> HttpResponse:
        return as_readers(request, Article.objects.for_reading().get(pk=article.pk))

    @transaction.atomic  # The form locks the row that it looks at.
    def show_typed(self, request: HttpRequest, article: Article) -> HttpResponse:
        form: Any = self.get_form(request, article, change=True)(request.POST, instance=article)
        if wrong := _wrong(form):
            return _refused(request, wrong)
        with shown_with(article, content_of(form)) as row:
            return as_readers(request, row)


class FirstPreviewPages(PreviewPages):
    """The same before an article is saved for the first time."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.first_preview)
        return [
            path("add/preview/", view, name="articles_article_first_preview"),
            *super().get_urls(),
        ]

    @method_decorator(csp_override(settings.PREVIEW_CSP))
    def first_preview(self, request: HttpRequest) -> HttpResponseBase:
        """The words of the form of a new article, of which nothing is saved."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        response = self.show_new(request)
        response["Cache-Control"] = "no-store"
        return response

    def show_new(self, request: HttpRequest) -> HttpResponse:
        form: Any = self.get_form(request, None)(request.POST)
        if wrong := _wrong(form):
            return _refused(request, wrong)
        with shown_before_saving(content_of(form), by=request.user) as row:
            return as_readers(request, row)


def _wrong(form: Any) -> list[Any]:
    """The fields that can't be shown. That somebody else saved meanwhile is no matter here."""
    return [form[name] for name in form.errors if name != NON_FIELD_ERRORS]


def _refused(request: HttpRequest, fields: list[Any]) -> HttpResponse:
    name = "admin/articles/article/no_preview.html"
    return render(request, name, {"fields": fields}, status=422)


def as_readers(request: HttpRequest, article: Article) -> HttpResponse:
    """Draw the page of an article as it stands, published or not."""
    return render(request, "articles/article_detail.html", {"article": article, "preview": True})
