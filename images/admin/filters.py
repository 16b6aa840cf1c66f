"""What the list of the library is narrowed down by; none of them counts the table."""

from collections.abc import Iterator
from typing import Any

from django import forms
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


class DaysForm(forms.Form):
    day_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    day_until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )


class DaysFilter(admin.ListFilter):
    """Between two days, as a form: what is no day is said at its field, and narrows nothing."""

    title = _("day, taken or else uploaded")
    template = "admin/images/image/_days.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        sent = {name: params.pop(name)[-1] for name in DaysForm.base_fields if name in params}
        self.used_parameters = sent
        self.form = DaysForm(sent or None, auto_id="%s")

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(DaysForm.base_fields)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """What else the list is narrowed down by: the form sends it along."""
        for name, values in changelist.filter_params.items():
            if name not in DaysForm.base_fields:
                yield from ({"name": name, "value": value} for value in values)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, ImageQuerySet)
        if not self.form.is_valid():
            return queryset
        days = self.form.cleaned_data
        return queryset.of_days(days["day_from"], days["day_until"])
