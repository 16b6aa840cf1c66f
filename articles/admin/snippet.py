"""Snippets at the desk, and as the editor asks for them."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from articles.models import Snippet
from press.desk import RecordedAdmin
from publication.editor import EditorWidget
from publication.prose import EDITOR, clean


class SnippetForm(forms.ModelForm):
    body = ProseEditorFormField(
        label=_("Text"),
        config=EDITOR,
        preset="configurable",
        sanitize=clean,
        widget=EditorWidget,
    )

    class Meta:
        model = Snippet
        fields = ["name", "body"]


@admin.register(Snippet)
class SnippetAdmin(RecordedAdmin):
    form = SnippetForm
    list_display = ["name"]
    search_fields = ["name"]

    def losses(self, row: Snippet) -> list[str]:
        return [gettext("Texts that hold its words keep them. Its own stay in the log.")]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.for_editor)
        return [path("for-editor/", view, name="articles_snippet_for_editor"), *super().get_urls()]

    def for_editor(self, request: HttpRequest) -> JsonResponse:
        """All snippets by name: a newspaper has dozens, not thousands."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Snippet.objects.values("name", "body")[:500]
        return JsonResponse({"snippets": list(rows)})
