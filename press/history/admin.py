"""History at the desk: read by everybody, written by nobody, and kept by every admin page."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from press import history
from press.history.models import Entry


class RecordedAdmin(admin.ModelAdmin):
    """An admin page whose saves are entries of our history, instead of Django's own log."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        history.record(obj, "added", by=request.user)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        history.record(obj, "changed", by=request.user, detail={"fields": _changed(message)})

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            history.record(row, "deleted", by=request.user)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_view_or_change_permission(request, row):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%(name)s”") % {"name": row},
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": row,
            "opts": self.opts,
            "entries": Entry.objects.about(row).with_actors()[:200],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)


def _changed(message: Any) -> list[str]:
    """Return the names of the changed fields out of Django's structured change message."""
    return [
        str(field)
        for part in message
        if isinstance(part, dict)
        for field in part.get("changed", {}).get("fields", [])
    ]


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ["at", "by", "verb", "label", "kind"]
    list_filter = ["verb", "kind"]
    search_fields = ["label"]
    date_hierarchy = "at"
    list_select_related = ["by", "kind"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
