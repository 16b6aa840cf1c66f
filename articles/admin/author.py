"""Authors at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import authors
from articles.models import Author, AuthorLink
from images.admin.fields import PictureFields
from press.counted import counted
from press.desk import KeyedAdmin
from press.pages.keys import touch
from press.removing import gone
from press.rows import LinesInline


class AuthorLinkInline(LinesInline):
    model = AuthorLink


@admin.register(Author)
class AuthorAdmin(PictureFields, KeyedAdmin):
    list_display = ["name", "role", "login"]
    list_select_related = ["login"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait", "login"]
    inlines = [AuthorLinkInline]

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        authors.arrange(obj)

    def delete_model(self, request: HttpRequest, obj: Author) -> None:
        touch(self.keys_of(obj))
        authors.remove(obj)

    def refusals(self, row: Author) -> list[str]:
        """Readers would lose a name over what they read."""
        articles = counted(row.bylines.all())
        words = ngettext(
            "%(many)s article names them, be it in the bin. Take the name off it first.",
            "%(many)s articles name them, some maybe in the bin. Take the name off them first.",
            articles["number"],
        )
        return [words % articles] if articles["number"] else []

    def losses(self, row: Author) -> list[str]:
        return [gone(row), _("Their links go with them; their biography stays in the log.")]
