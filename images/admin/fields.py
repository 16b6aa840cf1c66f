"""A picture as a field of another room's form: seen, searched with thumbnails, or put there."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from js_asset import ImportMap, Media, Script

from images.models import Image
from press.choosing import CarefulSelect


class PictureSelect(CarefulSelect):
    """The box with search, and beside it the window of the library."""

    @property
    def media(self) -> Any:
        scripts = ImportMap(
            {
                "desk/picture-dialog": "js/desk-picture-dialog.js",
                "desk/pictures": "js/desk-pictures.js",
            }
        )
        field = Script("js/desk-picture-field.js", type="module")
        return super().media + Media(importmap=scripts, js=[field])

    def build_attrs(self, *args: Any, **options: Any) -> dict[str, Any]:
        attrs = super().build_attrs(*args, **options)
        return attrs | {"data-picture-field": True, "data-choose": _("Choose a picture …")}


class PictureFields(admin.ModelAdmin):
    """An admin page whose pictures are chosen so. First among the bases."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        if db_field.related_model is Image:
            options["widget"] = PictureSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)
