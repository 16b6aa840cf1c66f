"""Changes of public articles at the desk: their list, their form, their buttons, their preview."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import pending, rights
from articles.admin.change_verbs import BY_NAME, VERBS
from articles.admin.form import PICTURE, PLACE, WORDS, ArticleForm, Weight
from articles.admin.gate import shown
from articles.admin.meeting import settle
from articles.admin.previews import PreviewPages, as_readers
from articles.admin.unsaved import UnsavedAdmin
from articles.admin.verbs import Verb
from articles.comparing import compare, label_of
from articles.content import COLUMNS, Content
from articles.merging import Json
from articles.models import Article, ChangedArticle, PendingChange, Revision
from articles.querysets import NOT_FOR_LISTS
from articles.showing import shown_with

# What a browser sends back beside what is typed: `articles/admin/form.py`.
HIDDEN = ["base", "window", "follows"]


def _weight_of(change: PendingChange) -> str:
    return change.correction_kind or (Weight.SUBSTANTIAL if change.substantial else Weight.MINOR)


class ChangeForm(ArticleForm):
    """The article form, filled with the words of the pending change."""

    def saved_words(self, article: Article) -> dict[str, Any]:
        change = article.pending_change
        content = Content.from_json(change.revision.content)
        return {name: getattr(content, name) for name in COLUMNS} | {
            "section": content.section,
            "lead_image": content.lead_image,
            "further_sections": content.further_sections,
            "bylines": content.bylines,
            "picked": content.picked_related,
            "tags": ", ".join(f'"{name}"' for name in content.tags),
            "weight": _weight_of(change),
            "correction": change.correction_text,
            "base": change.revision_id,
        }

    def saved_side(self, row: Article) -> tuple[Revision | None, Json]:
        """The change; once somebody published or discarded it, what readers read now."""
        change = PendingChange.objects.select_related("revision").filter(article=row.pk).first()
        return (change.revision, change.revision.content) if change else super().saved_side(row)


@admin.register(ChangedArticle)
class ChangedArticleAdmin(UnsavedAdmin, PreviewPages):
    form = ChangeForm
    of_change = True
    autocomplete_fields = ["lead_image"]
    list_display = ["headline", "state", "due", "section", "saved"]
    list_per_page = 50
    ordering = ["-pending_change__revision"]
    actions = None
    fieldsets = [
        (None, {"fields": [*WORDS, *HIDDEN]}),
        (gettext_lazy("Picture"), {"fields": PICTURE}),
        (
            gettext_lazy("Place"),
            {"fields": PLACE},
        ),
        (
            gettext_lazy("Language, search engines"),
            {"fields": ["language", "seo_title", "seo_description"], "classes": ["collapse"]},
        ),
        (gettext_lazy("This change"), {"fields": ["weight", "correction"]}),
    ]
    change_form_template = "admin/articles/changedarticle/change_form.html"

    # What is seen, and by whom.

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        articles = ChangedArticle.objects.filter(pending_change__isnull=False)
        articles = articles.select_related("section", "pending_change__revision__by")
        articles = articles.defer(*NOT_FOR_LISTS - {"body"})
        if request.user.has_perm("articles.edit_others_article"):
            return articles
        own = Article.objects.written_by(request.user)
        return articles.filter(Q(pk__in=own.values("pk")))

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Also an article whose change is gone, for whoever still has words for it: saved, they
        are a new change."""
        article = super().get_object(request, object_id, from_field)
        if article is not None or not object_id.isdecimal():
            return article
        gone: Any = ChangedArticle.objects.filter(pk=object_id, pending_change=None).first()
        if gone is None or not self._has_words(request, gone):
            return None
        revision = gone.latest_revision
        gone.pending_change = PendingChange(article=gone, base=revision, revision=revision)
        return gone

    def _has_words(self, request: HttpRequest, article: Article) -> bool:
        return request.method == "POST" or self._sheet(article).draft_of(request.user) is not None

    @admin.display(description=gettext_lazy("state"))
    def state(self, article: Article) -> str:
        change = article.pending_change
        style = {"scheduled": "held", "in_review": "note"}.get(change.state, "draft")
        return format_html(
            '<span class="badge badge--{}">{}</span>', style, change.get_state_display()
        )

    @admin.display(description=gettext_lazy("due"), ordering="pending_change__at")
    def due(self, article: Article) -> str:
        at = article.pending_change.at
        return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"

    @admin.display(description=gettext_lazy("last saved"))
    def saved(self, article: Article) -> str:
        revision = article.pending_change.revision
        when = date_format(localtime(revision.at), "SHORT_DATETIME_FORMAT")
        return f"{when}, {revision.by or '–'}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A change begins at its article."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.may_prepare(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # What is saved.

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the verb in `save_related` takes the whole content at once."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        pending.prepare(
            form.instance,
            form.content,
            by=request.user,
            base=form.latest,
            substantial=form.substantial,
            amends=form.amends,
        )
        settle(request, form)
        self.forget_draft(request, form, form.instance)

    def construct_change_message(self, *args: Any, **options: Any) -> list[Any]:
        return []

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        verb = BY_NAME.get(request.POST.get("_verb", ""))
        if verb is None:
            return super().response_change(request, obj)
        article = get_object_or_404(Article, pk=obj.pk)
        if verb.asks or (verb.offered(request.user, article) and verb.found(article)):
            return redirect("admin:articles_changedarticle_verb", obj.pk, verb.name)
        for sentence in self._do(request, verb, article):
            self.message_user(request, sentence, messages.ERROR)
        return self._lead_on(obj.pk)

    def _do(self, request: HttpRequest, verb: Verb, article: Article, **asked: Any) -> list[str]:
        """Call the verb; say that it went well, or return why it didn't."""
        try:
            verb.act(article, by=request.user, **asked)
        except (ValidationError, PermissionDenied) as refusal:
            return getattr(refusal, "messages", [str(refusal)])
        self.message_user(request, verb.done % {"article": article}, messages.SUCCESS)
        return []

    def _lead_on(self, pk: int) -> HttpResponse:
        """To the change as long as there is one, else to the article."""
        if PendingChange.objects.filter(article=pk).exists():
            return redirect("admin:articles_changedarticle_change", pk)
        return redirect("admin:articles_article_change", pk)

    # Further pages.

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "articles_changedarticle_{}".format
        return [
            path("<int:pk>/begin/", view(require_POST(self.begin)), name=name("begin")),
            path("<int:pk>/compare/", view(self.compare), name=name("compare")),
            path("<int:pk>/take-in/", view(require_POST(self.take_in)), name=name("take_in")),
            path("<int:pk>/verb/<str:name>/", view(self.ask), name=name("verb")),
            *super().get_urls(),
        ]

    def _changed(self, request: HttpRequest, pk: int) -> Article:
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        rights.must(rights.may_see_versions(request.user, article))
        return article

    def begin(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin a change with the present words, or go on with the one there is."""
        article = self.readable(request, pk)
        if not PendingChange.objects.filter(article=article).exists():
            base = article.latest_revision_id
            pending.prepare(article, Content.of(article), by=request.user, base=base)
        return self._lead_on(pk)

    def previewed(self, request: HttpRequest, pk: int) -> Article:
        return self._changed(request, pk)

    def show_saved(self, request: HttpRequest, article: Article) -> HttpResponse:
        """The article as readers will see it once the change is public."""
        met = pending.meeting(article.pending_change)
        with shown_with(article, Content.from_json(met.content)) as row:
            return as_readers(request, row)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What readers would see change, and what changed for them since the change began."""
        article = self._changed(request, pk)
        change = article.pending_change
        live = Content.of(article).as_json()
        met = pending.meeting(change)
        context = self.page(request, article, _("The change of “%(name)s”"))
        context |= {
            "differences": compare(live, met.content),
            "meanwhile": compare(change.base.content, live) if change.is_outdated() else [],
            "taken_in": [label_of(name) for name in met.theirs],
            "disputed": [label_of(name) for name in met.disputed],
        }
        return TemplateResponse(request, "admin/articles/changedarticle/compare.html", context)

    def take_in(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self._changed(request, pk)
        pending.take_in(article, by=request.user)
        self.message_user(request, _("The change is up to date with the live text."))
        return self._lead_on(pk)

    def ask(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Ask what a verb needs, and do it."""
        verb, article = BY_NAME.get(name), self._changed(request, pk)
        if verb is None:
            raise Http404
        if not verb.offered(request.user, article):
            raise PermissionDenied
        form, findings = verb.form(article, request.POST if request.method == "POST" else None)
        if form.is_valid():
            refusal = self._do(request, verb, article, **form.cleaned_data)
            if not refusal:
                return self._lead_on(pk)
            form.add_error(None, refusal)
        context = self.page(request, article, str(verb.label) + " “%(name)s”")
        context |= {"form": form, "verb": verb, "media": self.media + form.media}
        context["findings"] = shown(article, findings, "changedarticle")
        status = 422 if form.is_bound else 200
        return TemplateResponse(
            request, "admin/articles/changedarticle/ask.html", context, status=status
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        article, form = context["original"], context["adminform"].form
        change = article.pending_change
        met = pending.meeting(change)
        context |= {
            "title": _("Change of a public article"),
            "verbs": [verb for verb in VERBS if change.pk and verb.offered(request.user, article)],
            "pending": change,
            "newer": form.newer,
            "disputes": getattr(form, "disputes", []),
            "outdated": change.is_outdated(),
            "disputed": [label_of(name) for name in met.disputed],
        }
        context |= self.unsaved_context(request, context)
        return super().render_change_form(request, context, *args, **options)


def keep_for_later(request: HttpRequest, form: Any) -> None:
    """Keep what was typed into the form of a live article as its change, instead of saving it."""
    had_one = PendingChange.objects.filter(article=form.instance.pk).exists()
    pending.prepare(
        form.instance,
        form.content,
        by=request.user,
        substantial=form.substantial,
        amends=form.amends,
    )
    said = _("Readers don't see this. Publish the change when it is ready.")
    if had_one:
        said += " " + _("It replaced an earlier change, whose words stand among the versions.")
    messages.success(request, said)
