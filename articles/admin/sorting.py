"""What can be done to many articles of the list that one of them does in its form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import rights, sorting
from articles.admin.names import Names
from articles.admin.verbs import Verb
from articles.models import Section


class TagsForm(forms.Form):
    add = Names(label=_("Add these tags"), help_text=_("Separated by commas."))
    take_off = Names(label=_("Take off these tags"), help_text=_("Separated by commas."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["add"] or cleaned["take_off"]):
            raise forms.ValidationError(_("Name a tag to add or to take off."))
        return cleaned


class MoveForm(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.select_related("parent"), label=_("Section"), empty_label="–"
    )


SORTING = {
    verb.name: verb
    for verb in (
        Verb(
            "tag",
            _("Add or take off tags"),
            _("“%(article)s” has its tags."),
            sorting.retag,
            lambda article: True,
            rights.may_edit,
            asks=TagsForm,
        ),
        Verb(
            "move",
            _("Move to a section"),
            _("“%(article)s” stands in its section."),
            sorting.move,
            lambda article: True,
            rights.may_edit,
            asks=MoveForm,
        ),
    )
}
