"""Sections at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import sections
from articles.models import Article, Section
from articles.querysets import NOT_FOR_LISTS
from press.counted import counted
from press.desk import VerbAdmin
from press.removing import gone

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

    def refusals(self, row: Section) -> list[str]:
        """Readers would lose the pages of what stands in it."""
        said = []
        if (articles := counted(row.placements.all()))["number"]:
            words = ngettext(
                "%(many)s article stands in it. Move it to another section first.",
                "%(many)s articles stand in it. Move them to another section first.",
                articles["number"],
            )
            said.append(words % articles)
        if names := ", ".join(row.subsections.values_list("name", flat=True)):
            said.append(_("These are parts of it: %(names)s. Move them first.") % {"names": names})
        standing = Article.objects.defer(*NOT_FOR_LISTS).filter(placements__section=row)
        return [*said, *map(_link, standing.order_by("-pk")[:NAMED])]

    def losses(self, row: Section) -> list[str]:
        return [gone(row), _("Its description stays in the log.")]

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        sections.arrange(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        sections.remove(obj, by=request.user)


def _link(row: Any) -> str:
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('{}: <a href="{}">{}</a>', row._meta.verbose_name, page, row)
