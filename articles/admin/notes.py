"""Notes beside an article, and its copy."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import notes, rights, writing
from articles.admin.pages import ArticlePages
from articles.models import Note
from press.sending import is_brought_back, sending


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers never see it. Who is named as @login gets a mail."),
    )


class NotePages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view, start = self.admin_site.admin_view, "<int:pk>/notes/"
        return [
            path(start, view(self.notes), name="articles_article_notes"),
            path(
                f"{start}<int:note>/settle/",
                view(require_POST(self.settle_note)),
                name="articles_article_settle_note",
            ),
            path(
                "<int:pk>/duplicate/",
                view(require_POST(self.duplicate)),
                name="articles_article_duplicate",
            ),
            *super().get_urls(),
        ]

    def notes(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What was said about an article, and the form to say more."""
        article = self.readable(request, pk)
        rights.must(rights.may_see_versions(request.user, article))
        form = NoteForm(request.POST if request.method == "POST" else None)
        brought = is_brought_back(request)
        if not brought and form.is_valid():
            try:
                note = notes.write_note(article, by=request.user, text=form.cleaned_data["text"])
            except ValidationError as refusal:
                form.add_error("text", refusal)
            else:
                return redirect(note.desk_address)
        context: dict[str, Any] = self.page(request, article, _("Notes on “%(name)s”"))
        rows = Note.objects.filter(article=article).select_related("by", "done_by")
        context |= sending(request) | {"form": form, "notes": list(rows[:200])}
        status = 422 if form.is_bound and not brought else 200
        name = "admin/articles/article/notes.html"
        return TemplateResponse(request, name, context, status=status)

    def settle_note(self, request: HttpRequest, pk: int, note: int) -> HttpResponseBase:
        found = get_object_or_404(Note, article=pk, pk=note)
        return redirect(notes.settle_note(found, by=request.user).desk_address)

    def duplicate(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        copy = writing.duplicate(self.readable(request, pk), by=request.user)
        self.message_user(request, _("This is a draft of its own now."))
        return redirect("admin:articles_article_change", copy.pk)
