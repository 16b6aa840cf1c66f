"""Tags at the desk."""

from django.contrib import admin

from press.desk import KeyedAdmin
from tags.models import Tag


@admin.register(Tag)
class TagAdmin(KeyedAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
