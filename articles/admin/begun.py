"""The form of a new article while somebody writes: what was begun, and what it has become."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import drafts
from articles.admin.unsaved import UnsavedAdmin, key_of
from articles.differences import lines_of
from articles.models import Article, Draft, Revision
from articles.sheets import Sheet
from publication.prose import clean


class BegunAdmin(UnsavedAdmin):
    """What was never saved is known by the key of its form."""

    def get_urls(self) -> list[URLPattern]:
        remove = self.admin_site.admin_view(self.remove)
        return [
            path("writing/<uuid:key>/", self.writing, name="articles_article_begun"),
            path("writing/<uuid:key>/aside/", remove, name="articles_article_begun_aside"),
            path("writing/<uuid:key>/<str:deed>/", self.writing),
            *super().get_urls(),
        ]

    def remove(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        """Ask before words go for good, showing all of them; then remove them."""
        mine = Draft.objects.filter(person=request.user, became=None)  # type: ignore[misc]
        draft = get_object_or_404(mine, key=key)
        if request.method == "POST":
            drafts.set_aside(Sheet(key=key), by=request.user)
            self.message_user(request, _("What you had begun is gone."), messages.SUCCESS)
            return redirect("admin:articles_article_add")
        context = self.admin_site.each_context(request)
        context |= {"title": _("Remove this for good?"), "opts": self.opts, "draft": draft}
        context["lines"] = lines_of(clean(draft.words.get("body", [""])[-1]))
        return TemplateResponse(request, "admin/articles/article/remove_begun.html", context)

    def remember_article(self, request: HttpRequest, form: Any, article: Article) -> None:
        """What this form has become, in case it comes again."""
        if key := form.cleaned_data["key"]:
            drafts.finish_new(key, article, by=request.user)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is None:
            object_id = self._saved_already(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _saved_already(self, request: HttpRequest) -> str | None:
        """The article that this form became before, when its answer was lost on the way."""
        key = request.POST.get("key", "")
        article = Sheet(None, key_of(key)).now(request.user).article if key else None
        if article is None:
            return None
        # It began from the first version, which is what it became.
        sent = request.POST.copy()
        if not sent.get("base"):
            sent["base"] = str(Revision.objects.of(article).earliest("pk").pk)
        request.POST = sent  # type: ignore[assignment]
        return str(article.pk)
