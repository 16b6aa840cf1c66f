"""Sections at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles import sections
from articles.models import Section
from press.desk import VerbAdmin


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["name", "slug", "parent", "description", "position", "in_menu"]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                sections.check(self.instance)
            except forms.ValidationError as error:
                self.add_error(None, error)


@admin.register(Section)
class SectionAdmin(VerbAdmin):
    form = SectionForm
    list_display = ["name", "parent", "slug", "position", "in_menu"]
    list_filter = ["parent", "in_menu"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    actions = None

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        sections.arrange(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        sections.remove(obj, by=request.user)
