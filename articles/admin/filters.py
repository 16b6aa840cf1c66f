"""Filters of the article list that answer a question."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section
from articles.querysets import is_due, is_public


class StatusFilter(admin.SimpleListFilter):
    """Where articles are in their life. The bin is seen only by whoever asks for it."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("my_drafts", _("My drafts")),
            ("draft", _("Draft")),
            ("in_review", _("In review")),
            ("private", _("Private")),
            ("scheduled", _("Scheduled")),
            ("public", _("Public")),
            ("withdrawn", _("Withdrawn")),
            ("binned", _("In the bin")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "my_drafts":
            return queryset.filter(pk__in=Article.objects.written_by(request.user).drafts())
        if self.value() == "scheduled":
            return queryset.filter(is_due())
        if self.value() == "public":
            return queryset.filter(is_public())
        if self.value():
            return queryset.filter(status=self.value())
        return queryset.exclude(status=Article.Status.BINNED)


class SectionFilter(admin.RelatedFieldListFilter):
    """The sections in the newspaper's order, parents before their children."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        return Section.objects.choices()
