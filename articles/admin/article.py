"""Articles at the desk: list, form, preview, and a page for each verb that asks something."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import correcting, drafts, publishing, rights, writing
from articles.admin.begun import BegunAdmin
from articles.admin.boxes import BoxPages
from articles.admin.bulk import BulkPages
from articles.admin.correction import CorrectionPages
from articles.admin.emptying import EmptyingPages
from articles.admin.filters import SectionFilter, StatusFilter
from articles.admin.form import PICTURE, PLACE, WORDS, ArticleForm, content_of
from articles.admin.gate import shown
from articles.admin.links import LinkPages
from articles.admin.meeting import settle
from articles.admin.notes import NotePages
from articles.admin.pages import asked_by_others
from articles.admin.pending import keep_for_later
from articles.admin.previews import FirstPreviewPages
from articles.admin.revisions import RevisionPages
from articles.admin.verbs import BY_NAME, TIMED, VERBS, Verb
from articles.indexing import WebQuery
from articles.models import Article, Draft, Note
from articles.querysets import NOT_FOR_LISTS, is_public
from articles.sheets import Sheet
from press import clock
from press.pages.keys import key_of
from press.pages.models import RECENT, Receipt

# What a browser sends back beside what is typed: `articles/admin/form.py`.
HIDDEN = ["base", "slug_was", "window", "follows", "key"]


@admin.register(Article)
class ArticleAdmin(
    BegunAdmin,
    BoxPages,
    BulkPages,
    CorrectionPages,
    EmptyingPages,
    FirstPreviewPages,
    LinkPages,
    NotePages,
    RevisionPages,
):
    form = ArticleForm
    autocomplete_fields = ["lead_image"]
    list_display = ["headline", "state", "section", "names", "public_from"]
    list_filter = [StatusFilter, ("section", SectionFilter), "label"]
    list_per_page = 50
    search_fields = ["headline"]
    search_help_text = gettext_lazy("Searches headline, standfirst and text.")
    ordering = ["-saved_at", "-pk"]
    fieldsets = [
        (None, {"fields": [*WORDS, *HIDDEN]}),
        (gettext_lazy("Picture"), {"fields": PICTURE}),
        (
            gettext_lazy("Place"),
            {"fields": PLACE},
        ),
        (
            gettext_lazy("Address, language, search engines"),
            {
                "fields": ["slug", "language", "seo_title", "seo_description"],
                "classes": ["collapse"],
            },
        ),
        (gettext_lazy("This change"), {"fields": ["weight", "correction"]}),
    ]
    readonly_fields = ["state", "names"]
    change_form_template = "admin/articles/article/change_form.html"

    # What is seen.

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = Article.objects.select_related("section", "pending_change")
        articles = articles.annotate(
            open_notes=_open_notes(),
            has_draft_of_change=_has_draft_of_change(request),
            **asked_by_others(request.user),
        ).defer(*NOT_FOR_LISTS - {"body"})
        if request.user.has_perm("articles.publish_article"):
            return articles
        own = Article.objects.written_by(request.user)
        private = Q(status=Article.Status.PRIVATE)
        return articles.filter(Q(pk__in=own.values("pk")) | is_public() | private)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list names the authors; the form asks for them by its own field."""
        found = super().get_changelist_instance(request)
        found.result_list = found.result_list.prefetch_related("bylines__author")
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        words = search_term.strip()
        if not words:
            return queryset, False
        language = request.publication.language  # type: ignore[attr-defined]
        return queryset.filter(search=WebQuery(words[:300], language=language)), False

    @admin.display(description=gettext_lazy("state"))
    def state(self, article: Article) -> str:
        if article.is_scheduled():
            return format_html('<span class="badge badge--held">{}</span>', _("Scheduled"))
        if article.is_withdrawn() and article.status == Article.Status.PUBLISHED:
            return format_html('<span class="badge badge--bad">{}</span>', _("Withdrawn"))
        styles = {"published": "live", "in_review": "note", "draft": "draft", "private": "note"}
        style = styles.get(article.status, "bad")
        words = _("Public") if article.is_published() else article.get_status_display()
        return format_html('<span class="badge badge--{}">{}</span>', style, words)

    @admin.display(description=gettext_lazy("public from"), ordering="published_at")
    def public_from(self, article: Article) -> str:
        if article.published_at is None:
            return "–"
        return date_format(localtime(article.published_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("bylines"))
    def names(self, article: Article) -> str:
        return format_html_join(", ", "{}", ((row.author.name,) for row in article.bylines.all()))

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Whoever may only read sees the facts here; the preview shows the article itself."""
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["headline", "standfirst", "state", "names", "section"]})]
        fieldsets = super().get_fieldsets(request, obj)
        # What a change means to readers is asked only where there are any.
        return fieldsets if obj is not None and obj.is_published() else fieldsets[:-1]

    # Who may.

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or rights.may_read(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Nobody deletes by Django's page: there is the bin, which is emptied by `EmptyingPages`,
        and what lay in it for 30 days goes by itself."""
        return False

    # What is saved: one verb for content, then the one whose button was pressed.

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        language = request.publication.language  # type: ignore[attr-defined]
        return {"language": language} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: the verb in `save_related` takes the whole content at once."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        if change:
            article = self._change(request, form)
            self.forget_draft(request, form, article)
        else:
            slug = form.cleaned_data["slug"]
            article = writing.create(content_of(form), by=request.user, slug=slug)
            self.remember_article(request, form, article)
        form.instance.pk = article.pk

    def _change(self, request: HttpRequest, form: Any) -> Article:
        if "_prepare" in request.POST:
            keep_for_later(request, form)
            return form.instance
        return self._revise(request, form)

    def _revise(self, request: HttpRequest, form: Any) -> Article:
        article = writing.revise(
            form.instance,
            form.content,
            by=request.user,
            base=form.latest,
            substantial=form.substantial,
        )
        if form.amends:
            after = article.latest_revision_id
            correcting.declare(
                article, form.amends, by=request.user, before=form.latest, after=after
            )
        if form.slug != article.slug:
            publishing.change_slug(article, by=request.user, slug=form.slug)
        settle(request, form)
        return article

    def construct_change_message(self, *args: Any, **options: Any) -> list[Any]:
        return []

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._answer_verb(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if "_prepare" in request.POST:
            return redirect("admin:articles_changedarticle_change", obj.pk)
        return self._answer_verb(request, obj) or super().response_change(request, obj)

    def _answer_verb(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        verb = BY_NAME.get(request.POST.get("_verb", ""))
        if verb is None:
            return None
        article = get_object_or_404(Article, pk=obj.pk)
        if verb.asks or (verb.offered(request.user, article) and verb.found(article)):
            return redirect("admin:articles_article_verb", obj.pk, verb.name)
        self._do(request, verb, article)
        return redirect("admin:articles_article_change", obj.pk)

    def _do(self, request: HttpRequest, verb: Verb, article: Article, **asked: Any) -> bool:
        """Call the verb and tell the person how it went; say whether it went."""
        try:
            article = verb.act(article, by=request.user, **asked)
        except (ValidationError, PermissionDenied) as refusal:
            sentence = " ".join(getattr(refusal, "messages", [str(refusal)]))
            self.message_user(request, f"“{article}”: {sentence}", messages.ERROR)
            return False
        said = format_html("{}", verb.done % {"article": article})
        if article.is_published():
            link = format_html(' <a href="{}">{}</a>', article.get_absolute_url(), _("Look at it."))
            said = format_html("{}{}", said, link)
        self.message_user(request, said, messages.SUCCESS)
        return True

    # Further pages.

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/verb/<str:name>/", view(self.ask), name="articles_article_verb"),
            *super().get_urls(),
        ]

    def ask(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Ask what a verb needs (a moment, a note, a reason; else only whether), and do it."""
        verb = BY_NAME.get(name)
        if verb is None:
            raise Http404
        article = self.readable(request, pk)
        if not verb.offered(request.user, article):
            raise PermissionDenied
        form, findings = verb.form(article, request.POST if request.method == "POST" else None)
        if form.is_valid() and self._do(request, verb, article, **form.cleaned_data):
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        context = self.page(request, article, str(verb.label) + " “%(name)s”")
        status = 422 if form.is_bound else 200
        context |= {"form": form, "verb": verb, "media": self.media + form.media}
        context["findings"] = shown(article, findings)
        return TemplateResponse(request, "admin/articles/article/ask.html", context, status=status)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        article = context.get("original") or Article()
        verbs = [verb for verb in VERBS if _offered(verb, request, article)]
        timed = [verb for verb in TIMED if article.pk and _offered(verb, request, article)]
        form = context["adminform"].form
        change = getattr(article, "pending_change", None)
        context |= {
            "verbs": verbs,
            "timed": timed,
            "state": self.state(article),
            "receipt": _receipt_of(request, article),
            "newer": form.newer,
            "disputes": getattr(form, "disputes", []),
            "pending": change,
            "words_for_change": not change and _has_words_for_change(request, article),
            "may_prepare": _may_prepare(request, article),
            "may_duplicate": rights.may_create(request.user),
            "open_notes": getattr(article, "open_notes", 0),
            "may_see_versions": article.pk and rights.may_see_versions(request.user, article),
            "may_see_readers": article.pk and rights.may_see_readers(request.user, article),
        }
        context |= self.unsaved_context(request, context)
        return super().render_change_form(request, context, *args, **options)


def _open_notes() -> Coalesce:
    """How many notes about an article nobody has settled."""
    notes = Note.objects.filter(article=OuterRef("pk")).open().order_by()
    counted = notes.values("article").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def _has_draft_of_change(request: HttpRequest) -> Exists:
    """Whether the person has typed words for the change of a public article."""
    mine = Draft.objects.filter(person=request.user)  # type: ignore[misc]
    return Exists(mine.filter(article=OuterRef("pk"), of_change=True))


def _may_prepare(request: HttpRequest, article: Article) -> bool:
    return article.pk is not None and rights.may_prepare(request.user, article)


def _has_words_for_change(request: HttpRequest, article: Article) -> bool:
    """Whether words are left that were typed for a change that is gone."""
    if not getattr(article, "has_draft_of_change", False):
        return False
    sheet = Sheet(article, of_change=True)
    draft = sheet.draft_of(request.user)
    return draft is not None and drafts.unsaved(sheet, draft) is not None


def _receipt_of(request: HttpRequest, article: Article) -> Receipt | None:
    """What became of the last thing that was done to it, for a day."""
    if not article.pk or not request.user.has_perm("pages.view_receipt"):
        return None
    newest = Receipt.objects.of(key_of(article)).first()
    return newest if newest and clock.now() - newest.asked_at < RECENT else None


def _offered(verb: Verb, request: HttpRequest, article: Article) -> bool:
    # A new article has no row that could be binned, and no bylines that could be asked for.
    if article.pk is None and verb.name == "bin":
        return False
    if article.pk is None:
        publishing_right = request.user.has_perm("articles.publish_article")
        return verb.fits(article) and (verb.name == "submit" or publishing_right)
    return verb.offered(request.user, article)
