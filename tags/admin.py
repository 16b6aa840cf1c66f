"""Tags at the desk."""

from django.contrib import admin

from press.desk import RecordedAdmin
from tags.models import Tag


@admin.register(Tag)
class TagAdmin(RecordedAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
