"""Tags at the desk."""

from django.contrib import admin
from taggit.models import Tag as PlainTag

from press.desk import KeyedAdmin
from tags.models import Tag

# The library's own pages: its merging asks for no right.
admin.site.unregister(PlainTag)


@admin.register(Tag)
class TagAdmin(KeyedAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
