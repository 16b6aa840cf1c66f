"""The rules for comments at the desk: one row that is changed, never added."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from comments.models import CommentSettings
from press.desk import KeyedAdmin


@admin.register(CommentSettings)
class CommentSettingsAdmin(KeyedAdmin):
    fieldsets = [(None, {"fields": ["order", "depth"]})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one row: its list is its form."""
        held, _is_new = CommentSettings.objects.get_or_create(pk=1)
        return redirect("admin:comments_commentsettings_change", held.pk)
