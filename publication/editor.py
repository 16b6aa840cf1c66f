"""The editor of texts in a form of the desk, with the scripts that its parts share."""

from typing import Any

from django.forms.widgets import Script
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

# By the names under which our modules ask for each other: the files have hashed names.
SCRIPTS = {
    "desk/editor-parts": "js/editor-parts.js",
    "desk/picture-dialog": "js/desk-picture-dialog.js",
    "desk/pictures": "js/desk-pictures.js",
}


class EditorWidget(AdminProseEditorWidget):
    @property
    def media(self) -> Any:
        return super().media + Media(
            importmap=ImportMap(SCRIPTS), js=[Script("js/desk-names.js", type="module")]
        )
