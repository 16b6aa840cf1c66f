"""Redirects at the desk."""

from django.contrib import admin
from django.http import HttpRequest

from press.desk import RecordedAdmin
from press.redirects.models import Redirect


@admin.register(Redirect)
class RedirectAdmin(RecordedAdmin):
    list_display = ["old_path", "new_path", "hits", "last_hit_at", "made_at"]
    search_fields = ["old_path", "new_path"]
    readonly_fields = ["old_path", "new_path", "hits", "last_hit_at", "made_at"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
