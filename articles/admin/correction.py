"""Corrections at the desk: declared between two versions, their list, their words, their end."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import correcting, rights
from articles.admin.pages import ArticlePages
from articles.correcting import Amends
from articles.models import Article, Correction, Revision
from articles.querysets import NOT_FOR_LISTS
from press.desk import VerbAdmin
from press.lists import SearchesNewest


class WordsForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["kind", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        }

    @property
    def amends(self) -> Amends:
        return Amends(self.cleaned_data["kind"], self.cleaned_data["text"])


class NewWordsForm(WordsForm):
    """Without the empty choice that Django puts before the others."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Correction.Amendment.choices,
        initial=Correction.Amendment.CORRECTION,
        widget=forms.RadioSelect,
    )


class RemoveForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it has to go"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "For the log, with the words of the correction. Its address answers 410 from then on."
        ),
    )


class CorrectionPages(ArticlePages):
    """Below an article: a change of former days is declared a correction."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.declare)
        return [
            path("<int:pk>/correction/<int:old>/<int:new>/", view, name="articles_article_correct"),
            *super().get_urls(),
        ]

    def declare(self, request: HttpRequest, pk: int, old: int, new: int) -> HttpResponseBase:
        article = self.readable(request, pk)
        rights.must(rights.may_publish(request.user, article))
        form = NewWordsForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                correcting.declare(article, form.amends, by=request.user, before=old, after=new)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                self.message_user(request, _("Readers are told."), messages.SUCCESS)
                return redirect("admin:articles_article_change", pk)
        context = self.page(request, article, _("Tell readers of a correction in “%(name)s”"))
        context |= {"form": form, "button": _("Tell readers"), "here": _("Correction")}
        status = 422 if form.is_bound else 200
        name = "admin/articles/correction/ask.html"
        return TemplateResponse(request, name, context, status=status)


def may_declare(user: Any, article: Article, old: Revision, new: Revision) -> bool:
    """Whether `user` may declare the change between two versions, and readers read both."""
    return (
        article.is_published()
        and old.pk != new.pk
        and rights.may_publish(user, article)
        and correcting.was_read(article, old)
        and correcting.was_read(article, new)
    )


@admin.register(Correction)
class CorrectionAdmin(SearchesNewest, VerbAdmin):
    form = WordsForm
    fields = ["about", "kind", "text"]
    readonly_fields = ["about"]
    list_display = ["text", "kind", "article", "published_at"]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["text"]
    ordering = ["-pk"]
    actions = None
    change_form_template = "admin/articles/correction/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        rows = Correction.objects.select_related("article").defer(
            *(f"article__{name}" for name in NOT_FOR_LISTS)
        )
        if request.user.has_perm("articles.edit_others_article"):
            return rows
        own = Article.objects.written_by(request.user)
        return rows.filter(article__in=own.values("pk"))

    @admin.display(description=gettext_lazy("article"))
    def about(self, correction: Correction) -> str:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:articles_article_change", args=[correction.article_id]),
            correction.article,
            reverse("admin:articles_article_compare", args=[correction.article_id])
            + f"?old={correction.before_id}&new={correction.after_id}",
            _("What changed"),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A correction begins at its article."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.may_publish(request.user, obj.article))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes without a reason: there is a page for it."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        correcting.edit(obj, form.amends, by=request.user)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        article = context["original"].article
        context["may_remove"] = rights.may_remove_correction(request.user, article)
        return super().render_change_form(request, context, *args, **options)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.remove)
        return [
            path("<int:pk>/remove/", view, name="articles_correction_remove"),
            *super().get_urls(),
        ]

    def remove(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for the reason, and take the correction back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        correction = get_object_or_404(self.get_queryset(request), pk=pk)
        rights.must(rights.may_remove_correction(request.user, correction.article))
        form = RemoveForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            correcting.remove(correction, by=request.user, reason=form.cleaned_data["reason"])
            self.message_user(request, _("The correction is gone; the log keeps it."))
            return redirect("admin:articles_correction_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Remove a correction"),
            "original": correction.article,
            "opts": self.opts,
            "form": form,
            "quoted": correction.text,
            "button": _("Remove"),
            "here": _("Remove a correction"),
        }
        status = 422 if form.is_bound else 200
        name = "admin/articles/correction/ask.html"
        return TemplateResponse(request, name, context, status=status)
