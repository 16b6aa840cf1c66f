"""What is typed at the desk about live coverage."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.forms.widgets import Script
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from js_asset import Media

from articles.admin.moments import OWN_TIME, MomentForm, WallTimeField
from images.admin.fields import PictureSelect
from images.models import Image
from live.models import Post
from live.posting import Words
from press.choosing import RowOrWords
from publication.editor import EditorWidget
from publication.prose import EDITOR, clean

# What is short needs no headings, tables, footnotes or boxes.
_SHORT = (
    *("Bold", "Italic", "Link", "BulletList", "OrderedList", "ListItem", "HardBreak"),
    *("SourcedQuote", "QuoteSource", "ForeignPost", "CleanPaste", "SmartQuotes", "Menu"),
)
SHORT_EDITOR = {"extensions": {name: EDITOR["extensions"][name] for name in _SHORT}}


class PostForm(forms.Form):
    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=200,
        help_text=_("Not needed. A key event is listed by it."),
        widget=forms.TextInput(attrs={"class": "vTextField", "data-quotes": True}),
    )
    body = ProseEditorFormField(
        label=_("Text"),
        config=SHORT_EDITOR,
        preset="configurable",
        sanitize=clean,
        widget=EditorWidget,
        error_messages={"required": _("Write a sentence: a post needs a text.")},
    )
    image = RowOrWords(
        Image.objects.all(),
        search=Image.objects.with_words,
        label=_("Picture from the library"),
        required=False,
        widget=PictureSelect(Post._meta.get_field("image"), admin.site),
    )
    is_key = forms.BooleanField(label=_("Key event"), required=False)
    is_pinned = forms.BooleanField(label=_("Pinned on top"), required=False)
    # What is sent twice is one post.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    # Whether it holds words that were left behind, and that nobody has sent yet.
    held = False

    @classmethod
    def holding(cls, typed: Mapping[str, str]) -> Self:
        """The form with what was typed, as it was, without a word about what is wrong with it."""
        form = cls(initial={name: typed.get(name, "") for name in cls.base_fields})
        form.held = True
        return form

    @property
    def media(self) -> Any:
        newest: Any = Script("js/desk-newest.js", type="module")
        return super().media + Media(js=[newest])

    @property
    def words(self) -> Words:
        image = self.cleaned_data["image"]
        return Words(
            headline=self.cleaned_data["headline"],
            body=self.cleaned_data["body"],
            image=image.pk if image else None,
            is_key=self.cleaned_data["is_key"],
            is_pinned=self.cleaned_data["is_pinned"],
        )


class ChangeForm(PostForm):
    key = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, post: Post, data: Any = None) -> "ChangeForm":
        names = ("headline", "body", "image", "is_key", "is_pinned", "version")
        return cls(data, initial={name: getattr(post, name) for name in names})


class RunForm(MomentForm):
    """When coverage begins or ends: now, or by the clock."""

    at = WallTimeField(
        label=_("When"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=format_lazy("{empty} {own}", empty=_("Empty: now."), own=OWN_TIME),
    )

    class Media:
        js = ["admin/js/core.js"]  # The calendar beside the field is drawn with it.
