"""What the desk pages of this room share: nobody adds, changes or deletes a row by hand."""

from functools import partial

from django.db.models import Model
from django.http import HttpRequest

from press import desk
from press.desk import VerbAdmin


class FrontPages(VerbAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


# The number of a version.
number_in = partial(desk.number_in, digits=9)
