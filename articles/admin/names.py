"""The names of tags in a form, separated by commas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField, TagWidget

from tags.models import Tag

LONGEST = Tag._meta.get_field("name").max_length or 0


class Names(TagField):
    def __init__(self, **options: Any) -> None:
        widget = TagWidget(attrs={"class": "vTextField"})
        super().__init__(required=False, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        names = super().clean(value)
        if any(len(name) > LONGEST for name in names):
            raise forms.ValidationError(
                _("A tag has at most %(count)s letters. Did you forget a comma?"),
                params={"count": LONGEST},
            )
        if any("\0" in name for name in names):
            raise forms.ValidationError(_("A tag holds a sign that can't be stored. Type it anew."))
        return names
