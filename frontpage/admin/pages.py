"""What the desk pages of this room share: nobody adds, changes or deletes a row by hand."""

from collections.abc import Mapping

from django.db.models import Model
from django.http import HttpRequest

from press.desk import VerbAdmin


class FrontPages(VerbAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def number_in(data: Mapping[str, str], name: str) -> int:
    """Return the number of a version that a browser has sent under `name`; 0 for anything else."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
