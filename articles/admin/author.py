"""Authors at the desk."""

from django.contrib import admin

from articles.models import Author, AuthorLink
from press.desk import KeyedAdmin


class AuthorLinkInline(admin.TabularInline):
    model = AuthorLink
    extra = 1


@admin.register(Author)
class AuthorAdmin(KeyedAdmin):
    list_display = ["name", "role", "login"]
    list_select_related = ["login"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait", "login"]
    inlines = [AuthorLinkInline]
