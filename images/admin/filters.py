"""What the list of the library is narrowed down by; none of them counts the table."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from images.models import ImageQuerySet

# As at the gate (`articles/checks.py`): the lead picture and wide ones, and those in the column.
LARGE, SMALL = 1200, 640


class DescribedFilter(admin.SimpleListFilter):
    title = _("description")
    parameter_name = "description"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("Missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "missing" and isinstance(queryset, ImageQuerySet):
            return queryset.undescribed()
        return queryset


class SizeFilter(admin.SimpleListFilter):
    title = _("size")
    parameter_name = "size"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("large", _("Large enough for the top")),
            ("small", _("Too small for the column")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, ImageQuerySet)
        if self.value() == "large":
            return queryset.at_least(LARGE)
        return queryset.below(SMALL) if self.value() == "small" else queryset


class RightsFilter(admin.SimpleListFilter):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("soon", _("Rights end soon"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "soon" and isinstance(queryset, ImageQuerySet):
            return queryset.rights_ending()
        return queryset
