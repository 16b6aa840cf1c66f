"""Authors at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Author, AuthorLink
from articles.naming import name_anew_after
from images.admin.fields import PictureFields
from press.desk import KeyedAdmin


class AuthorLinkInline(admin.TabularInline):
    model = AuthorLink
    extra = 1


@admin.register(Author)
class AuthorAdmin(PictureFields, KeyedAdmin):
    list_display = ["name", "role", "login"]
    list_select_related = ["login"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait", "login"]
    inlines = [AuthorLinkInline]

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            name_anew_after("author", obj.pk)
