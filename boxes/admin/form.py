"""The form of a box. What two people type at once meets here: nothing of either is lost."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from articles.admin.form import InOrder
from articles.comparing import Difference
from articles.models import Article
from boxes.comparing import compare
from boxes.keeping import Outdated, Words, writable
from boxes.models import Box
from publication.editor import EditorWidget
from publication.languages import of_articles
from publication.prose import BOX_EDITOR, clean_box


class BoxForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=of_articles)
    body = ProseEditorFormField(
        label=_("Text"),
        required=False,
        config=BOX_EDITOR,
        preset="configurable",
        sanitize=clean_box,
        widget=EditorWidget,
        help_text=_("For a fact box. Empty: only the articles below stand in the box."),
    )
    chosen = InOrder(
        Article._meta.get_field("picks"),
        label=_("Articles"),
        help_text=_(
            "For a box of related articles, in the order in which they are chosen. Readers see "
            "those that are public: one that is scheduled appears at its moment."
        ),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    # Whether somebody else changed or removed it meanwhile, and what differs from their words.
    outdated = False
    theirs: list[Difference] = []

    class Meta:
        model = Box
        fields = ["title", "language", "body"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["base"] = self.instance.version
            self.initial["chosen"] = self.instance.articles
        else:
            self.initial["language"] = get_language()

    @property
    def words(self) -> Words:
        """What was typed, of a form whose fields are in order."""
        cleaned = self.cleaned_data
        articles = [article.pk for article in cleaned["chosen"]]
        return Words(cleaned["title"], cleaned["language"], cleaned["body"], articles)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if self.words.says_nothing:
            raise ValidationError(_("Write a text, or choose at least one article."))
        if self.instance.pk:
            self._meet()
        return cleaned

    def _meet(self) -> None:
        """Hold the row until it is saved, or show what somebody else wrote."""
        try:
            writable(self.instance, self.cleaned_data["base"] or 0)
        except Outdated:
            present = Box.objects.get(pk=self.instance.pk)
            self.outdated = True
            self.theirs = compare(Words.of(present), self.words)
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("base")] = str(present.version)  # type: ignore[index]
            raise
