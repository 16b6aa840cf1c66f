"""The article form while somebody writes: drafts, company, and what they find on return.

The browser's half is `static/js/desk-writing.js`. It has no words of its own: what a person reads
comes from here, so that the page says the same with a script and without.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media, Script

from articles import drafts
from articles.admin.deeds import DEEDS, address_of, form_of, panel_of, uuid_of
from articles.models import Article, Draft
from articles.querysets import NOT_FOR_LISTS
from articles.sheets import Sheet

SCRIPTS = ("copies", "server")


class UnsavedAdmin(admin.ModelAdmin):
    """What the form of an article, or of its change, does beside saving."""

    of_change = False

    @property
    def media(self) -> Any:
        scripts = ImportMap({f"desk/{name}": f"js/desk-{name}.js" for name in SCRIPTS})
        main = Script("js/desk-writing.js", type="module")
        return super().media + Media(importmap=scripts, js=[main])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A list has no form, and none of its scripts would find what it needs."""
        return super().changelist_view(request, {"media": super().media, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        aside = self.admin_site.admin_view(self.aside)
        name = f"articles_{self.opts.model_name}"
        return [
            path("<int:pk>/writing/", self.writing, name=f"{name}_writing"),
            path("<int:pk>/writing/aside/", aside, name=f"{name}_aside"),
            path("<int:pk>/writing/<str:deed>/", self.writing),
            *super().get_urls(),
        ]

    def _sheet(self, article: Article | None, key: UUID | None = None) -> Sheet:
        return Sheet(article, None if article else key, self.of_change)

    def writing(
        self, request: HttpRequest, pk: int = 0, key: UUID | None = None, deed: str = "keep"
    ) -> HttpResponseBase:
        """Do a deed for a window; 401 instead of a redirect lets the script offer a login."""
        if not self.admin_site.has_permission(request):
            return JsonResponse({}, status=401)
        if deed not in DEEDS:
            raise Http404
        articles = Article.objects.defer(*NOT_FOR_LISTS - {"body"})
        sheet = self._sheet(get_object_or_404(articles, pk=pk) if pk else None, key)
        try:
            sheet = sheet.now(request.user)
            sheet.must_be_open_to(request.user)
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            answer: HttpResponseBase = DEEDS[deed](request, sheet)
        except (ValidationError, PermissionDenied) as refusal:
            sentence = " ".join(getattr(refusal, "messages", [str(refusal)]))
            answer = JsonResponse({"refused": sentence}, status=403)
        add_never_cache_headers(answer)
        return answer

    def aside(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Decide for what is saved; what was typed becomes a version."""
        sheet = self._sheet(get_object_or_404(Article, pk=pk))
        if request.method == "POST":
            drafts.set_aside(sheet, by=request.user)
            sentence = _("The saved version stands. Your words stay under “Versions”.")
            self.message_user(request, sentence, messages.SUCCESS)
        return redirect(form_of(sheet))

    # What somebody finds who opens the form.

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **options)
        draft = self._taken_up(request, obj)
        if draft is not None:
            form.taken_up = draft  # type: ignore[attr-defined]
        return form

    def _taken_up(self, request: HttpRequest, article: Article | None) -> Draft | None:
        """The draft that the address asks for: its words fill the form."""
        asked = request.GET.get("draft", "")
        if request.method == "POST" or not asked:
            return None
        return self._sheet(article, key_of(asked)).draft_of(request.user)

    def unsaved_context(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        """What `change_form.html` needs: the panel of unsaved words, and the script's addresses."""
        article, form = context.get("original"), context["adminform"].form
        sheet = self._sheet(article, key_of(form["key"].value()))
        again = request.method == "POST" or form.taken_up is not None
        panel = {} if again else panel_of(request, sheet)
        return panel | {
            "writing_at": address_of(sheet),
            "sheet": f"{'change ' * self.of_change}{article.pk if article else 'new'}",
            "again": request.method == "POST",
        }

    def forget_draft(self, request: HttpRequest, form: Any, article: Article) -> None:
        """The words are saved: the draft of this window, or of the one it follows, has done."""
        sent = form.cleaned_data
        windows = {sent["window"], sent["follows"]} - {None}
        drafts.finish(self._sheet(article), by=request.user, windows=windows)


def key_of(value: Any) -> UUID:
    """The key of a form; one that can't be read is nobody's."""
    try:
        return uuid_of(str(value))
    except ValidationError:
        return uuid4()
