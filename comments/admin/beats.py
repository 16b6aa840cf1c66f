"""Which sections a moderator looks after, at the desk; who stands in no row looks after all."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Section
from comments import beats
from comments.models import Beat
from press.desk import VerbAdmin


@admin.register(Beat)
class BeatAdmin(VerbAdmin):
    list_display = ["person", "named"]
    list_select_related = ["person"]
    ordering = ["person__username"]
    search_fields = ["person__username", "person__last_name"]
    autocomplete_fields = ["person"]
    fields = ["person", "sections"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Beat]:
        return super().get_queryset(request).prefetch_related("sections")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["person"] if obj else []

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField | None:
        """Sections are few: a box to tick for each, in the newspaper's order."""
        options |= {"widget": forms.CheckboxSelectMultiple, "queryset": Section.objects.in_order()}
        return super().formfield_for_manytomany(db_field, request, **options)

    @admin.display(description=gettext_lazy("sections"))
    def named(self, beat: Beat) -> str:
        return ", ".join(section.name for section in beat.sections.all())

    def losses(self, row: Any) -> list[str]:
        return [_("This person decides about comments everywhere again.")]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        beats.limit(obj.person, form.cleaned_data["sections"], by=request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        beats.free(obj, by=request.user)
