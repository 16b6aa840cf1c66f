"""Sections at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles import sections
from articles.models import Article, Section
from articles.querysets import NOT_FOR_LISTS
from press.desk import VerbAdmin

# Of what keeps a section from being deleted: enough to see why.
NAMED = 20


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

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What stands in a section keeps it, and some of it is named: Django would load it all."""
        articles = Article.objects.defer(*NOT_FOR_LISTS).order_by("-pk")
        kept: list[Any] = [
            *Section.objects.filter(parent__in=objs)[:NAMED],
            *articles.filter(section__in=objs)[:NAMED],
            *articles.filter(further_sections__in=objs)[:NAMED],
        ]
        if kept:
            return [], {}, set(), [_link(row) for row in kept]
        return super().get_deleted_objects(objs, request)


def _link(row: Any) -> str:
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('{}: <a href="{}">{}</a>', row._meta.verbose_name, page, row)
