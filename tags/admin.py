"""Tags at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from press.desk import KeyedAdmin
from tags.models import Tag
from tags.signals import tag_renamed


@admin.register(Tag)
class TagAdmin(KeyedAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            tag_renamed.send(Tag, tag=obj)
