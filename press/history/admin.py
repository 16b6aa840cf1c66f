"""History at the desk: read by those who may, written by nobody."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from press.desk import BoundedPaginator, SearchesNewest
from press.history.models import Entry


@admin.register(Entry)
class EntryAdmin(SearchesNewest):
    list_display = ["at", "by", "verb", "label", "kind"]
    list_filter = ["kind"]
    search_fields = ["label"]
    list_select_related = ["by", "kind"]
    show_full_result_count = False
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
