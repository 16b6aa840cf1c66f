"""Cards of embeds at the desk, written by hand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import EmbedCard
from articles.models.embed import key_of_address
from images.admin.fields import PictureFields
from press.desk import KeyedAdmin
from press.pages.keys import key_of


@admin.register(EmbedCard)
class EmbedCardAdmin(PictureFields, KeyedAdmin):
    list_display = ["__str__", "provider", "author", "posted_at", "gone_at"]
    search_fields = ["title", "author", "address"]
    autocomplete_fields = ["picture"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A card is found by its address: another address is another card."""
        return ["address"] if obj else []

    def losses(self, row: EmbedCard) -> list[str]:
        bare = _("Articles that show it have a bare link with the editor's words from then on.")
        return [bare, _("What stands on the card stays in the log.")]

    def keys_of(self, row: EmbedCard) -> list[str]:
        # Pages that waited for the card know it by its address only.
        return [key_of(row), key_of_address(row.address)]
