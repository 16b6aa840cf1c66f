"""The article form while somebody writes: drafts, company, and what they find on return.

The browser's half is `static/js/desk-writing.js`. It has no words of its own: what a person reads
comes from here, so that the page says the same with a script and without.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media, Script

from articles import drafts
from articles.admin.deeds import DEEDS, panel_of, uuid_of
from articles.drafts import Sheet
from articles.models import Article, Draft, Revision
from articles.querysets import NOT_FOR_LISTS

SCRIPTS = ("copies", "server")


class UnsavedAdmin(admin.ModelAdmin):
    """What the form of an article does beside saving."""

    @property
    def media(self) -> Any:
        scripts = ImportMap({f"desk/{name}": f"js/desk-{name}.js" for name in SCRIPTS})
        main = Script("js/desk-writing.js", type="module")
        return super().media + Media(importmap=scripts, js=[main])

    def get_urls(self) -> list[URLPattern]:
        aside = self.admin_site.admin_view(self.aside)
        return [
            path("<int:pk>/writing/", self.writing, name="articles_article_writing"),
            path("<int:pk>/writing/aside/", aside, name="articles_article_aside"),
            path("<int:pk>/writing/<str:deed>/", self.writing),
            path("writing/<uuid:key>/", self.writing, name="articles_article_begun"),
            path("writing/<uuid:key>/aside/", aside, name="articles_article_begun_aside"),
            path("writing/<uuid:key>/<str:deed>/", self.writing),
            *super().get_urls(),
        ]

    def writing(
        self, request: HttpRequest, pk: int = 0, key: UUID | None = None, deed: str = "keep"
    ) -> HttpResponseBase:
        """Do a deed for a window; 401 instead of a redirect lets the script offer a login."""
        if not self.admin_site.has_permission(request):
            return JsonResponse({}, status=401)
        if deed not in DEEDS or (request.method != "POST" and deed != "keep"):
            raise Http404
        articles = Article.objects.defer(*NOT_FOR_LISTS - {"body"})
        sheet = Sheet(get_object_or_404(articles, pk=pk) if pk else None, key)
        try:
            sheet = sheet.now(request.user)
            sheet.must_be_open_to(request.user)
            answer = DEEDS[deed](request, sheet)
        except (ValidationError, PermissionDenied) as refusal:
            sentence = " ".join(getattr(refusal, "messages", [str(refusal)]))
            answer = JsonResponse({"refused": sentence}, status=403)
        add_never_cache_headers(answer)
        return answer

    def aside(
        self, request: HttpRequest, pk: int = 0, key: UUID | None = None
    ) -> HttpResponseRedirect:
        """Decide for what is saved; of a new article, remove what was begun."""
        article = get_object_or_404(Article, pk=pk) if pk else None
        if request.method == "POST":
            drafts.set_aside(Sheet(article, key), by=request.user)
        if article is None:
            return redirect("admin:articles_article_add")
        sentence = _("The saved version stands. Your words stay under “Versions”.")
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:articles_article_change", article.pk)

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
        return Sheet(article, None if article else _key(asked)).draft_of(request.user)

    def unsaved_context(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        """What `change_form.html` needs: the panel of unsaved words, and the script's addresses."""
        article, form = context.get("original"), context["adminform"].form
        sheet = Sheet(article, None if article else _key(form["key"].value()))
        again = request.method == "POST" or form.taken_up is not None
        panel = {} if again else panel_of(request, sheet)
        return panel | {"writing_at": address_of(sheet), "again": request.method == "POST"}

    def forget_draft(self, request: HttpRequest, form: Any, article: Article) -> None:
        """The words are saved: the draft of this window, or of the one it follows, has done."""
        sent = form.cleaned_data
        windows = {sent["window"], sent["follows"]} - {None}
        drafts.finish(Sheet(article), by=request.user, windows=windows)

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
        """Tell a script that saves where to go on; what is refused it sends as browsers do."""
        if request.method == "POST" and object_id is None:
            object_id = self._saved_already(request)
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST" or request.headers.get("Accept") != "application/json":
            return answer
        if isinstance(answer, HttpResponseRedirect):
            return JsonResponse({"go": answer.url})
        return JsonResponse({}, status=422)

    def _saved_already(self, request: HttpRequest) -> str | None:
        """The article that this form became before, when its answer was lost on the way."""
        key = request.POST.get("key", "")
        article = Sheet(None, _key(key)).now(request.user).article if key else None
        if article is None:
            return None
        # It began from the first version, which is what it became.
        sent = request.POST.copy()
        if not sent.get("base"):
            sent["base"] = str(Revision.objects.of(article).earliest("pk").pk)
        request.POST = sent  # type: ignore[assignment]
        return str(article.pk)


def address_of(sheet: Sheet) -> str:
    """Where a window of this sheet keeps its words."""
    if sheet.article is None:
        return reverse("admin:articles_article_begun", args=[sheet.key])
    return reverse("admin:articles_article_writing", args=[sheet.article.pk])


def _key(value: Any) -> UUID:
    """The key of a form; one that can't be read is nobody's."""
    try:
        return uuid_of(str(value))
    except ValidationError:
        return uuid4()
