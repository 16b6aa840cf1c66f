"""The newspaper at the desk: one row that is changed, never added, and its standing pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from press import clock
from press.desk import KeyedAdmin
from press.pages.keys import key_of
from publication.models import MenuLine, Publication, StandingPage
from publication.prose import EDITOR, clean


class MenuLineInline(admin.TabularInline):
    model = MenuLine
    extra = 1


@admin.register(Publication)
class PublicationAdmin(KeyedAdmin):
    inlines = [MenuLineInline]
    list_display = ["name", "tagline", "language", "time_zone"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one newspaper: its list is its form."""
        return redirect("admin:publication_publication_change", Publication.objects.current().pk)


class StandingPageForm(forms.ModelForm):
    body = ProseEditorFormField(
        required=False,
        config=EDITOR,
        preset="configurable",
        sanitize=clean,
        widget=AdminProseEditorWidget,
    )

    class Meta:
        model = StandingPage
        fields = ["title", "slug", "body"]


@admin.register(StandingPage)
class StandingPageAdmin(KeyedAdmin):
    form = StandingPageForm
    list_display = ["title", "slug", "changed_at"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    actions = None

    def save_model(self, request: HttpRequest, obj: StandingPage, form: Any, change: bool) -> None:
        obj.changed_at = clock.now()
        obj.save()

    def keys_of(self, row: StandingPage) -> list[str]:
        # Menus show the page's address, and every page shows the menus.
        return [key_of(row), key_of(Publication.objects.current())]
