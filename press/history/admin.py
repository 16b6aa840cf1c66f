"""The audit log at the desk: read and searched by those who may, written by nobody."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from press import clock
from press.history.models import Entry
from press.lists import BoundedAdmin

SHOWN_OF_DETAIL = 300


class WhenFilter(admin.SimpleListFilter):
    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("1", _("Last 24 hours")), ("7", _("Last 7 days")), ("30", _("Last 30 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        if self.value() not in {"1", "7", "30"}:
            return queryset
        return queryset.filter(at__gt=clock.now() - timedelta(days=int(self.value() or 0)))


class KindFilter(admin.SimpleListFilter):
    """What stands at the desk; a list of all that was ever recorded would read the whole log."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = ContentType.objects.get_for_models(*model_admin.admin_site._registry)
        names = ((str(kind.pk), str(model._meta.verbose_name)) for model, kind in kinds.items())
        return sorted(names, key=lambda row: row[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        is_one = self.value() in dict(self.lookup_choices)
        return queryset.filter(kind=int(self.value() or 0)) if is_one else queryset


@admin.register(Entry)
class EntryAdmin(BoundedAdmin):
    list_display = ["at", "by", "verb", "label", "kind", "told"]
    list_filter = [WhenFilter, KindFilter]
    list_per_page = 50
    search_fields = ["label"]
    search_help_text = gettext_lazy(
        "Words of what was done, to what, and why; @name, a login or a first or last name, for "
        "what somebody did."
    )
    list_select_related = ["by", "kind"]
    ordering = ["-at", "-pk"]
    fields = ["at", "by", "verb", "label", "kind", "told"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Audit log"), **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        return super().get_queryset(request).defer("words")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        asked: Any = queryset
        return asked.saying(search_term[:300]) if search_term.strip() else queryset, False

    @admin.display(description=gettext_lazy("detail"))
    def told(self, entry: Entry) -> str:
        told = " · ".join(f"{name}: {value}" for name, value in entry.detail.items())
        return format_html("{}", told[:SHOWN_OF_DETAIL])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
