"""Lines below a row, as those of a menu: two people may change them at once, as the row itself.

What only one of them changed merges. A line that one removed while the other changed it is asked.
"""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from press.choosing import ChoosingAdmin
from press.meeting import TAKE, Dispute, Meeting, both_changed, readable, typed_since


class Line(Meeting):
    """The form of one line. `is_gone` when somebody else removed it since; then the person's words
    are `dropped`, or `is_back` as a line of its own."""

    is_gone = is_back = dropped = False

    def meet(self, data: QueryDict) -> None:
        name = self.add_prefix("DELETE")
        removes = bool(data.get(name))
        if self.is_gone:
            self._meet_removed(data, removes=removes)
            return
        if removes and data.get(TAKE + name) == "theirs":
            data.pop(name)
        super().meet(data)
        if removes and (self.came_in or self.disputes):
            theirs = self._words(theirs=True)
            self.disputes, self.came_in = [Dispute(name, "", theirs, _("removed"))], []

    def refuse(self) -> None:
        """The sentence stands once, above all lines."""

    def _meet_removed(self, data: QueryDict, *, removes: bool) -> None:
        choice, words = data.get(TAKE + str(self.prefix)), self._words()
        if removes or not any(typed_since(bound, _base(bound)) for bound in self.own()):
            self.dropped = True
        elif choice == "theirs":
            self.dropped, self.given_up = True, {str(self.prefix): words}
        elif choice == "mine":
            self.is_back = True
        else:
            self.disputes = [Dispute(str(self.prefix), "", _("removed"), words)]

    def _words(self, *, theirs: bool = False) -> str:
        """What stands in the line, field by field."""
        said = [
            (bound.label, readable(bound.field, bound.initial if theirs else bound.data))
            for bound in self.own()
        ]
        return "\n".join(f"{label}: {words}" for label, words in said if words)


class Lines(BaseInlineFormSet):
    """All lines of one row; `disputes`, `came_in` and `given_up` as those of a form."""

    def add_fields(self, form: Any, index: int | None) -> None:
        own = list(form.fields.values())
        super().add_fields(form, index)
        was_there = self.is_bound and index is not None and index < self.initial_form_count()
        if was_there and form.instance.pk is None:
            form.is_gone = True
            for field in own:
                field.show_hidden_initial = True
            # Its number leads nowhere now, and is no fault of the person's.
            number = forms.IntegerField(required=False, widget=forms.HiddenInput)
            form.fields[form.instance._meta.pk.name] = number

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:  # The page pairs its lines with these, one by one.
            self._queryset = [form.instance for form in self.initial_forms]

    @property
    def disputes(self) -> list[Dispute]:
        return [
            replace(each, label=": ".join(filter(None, [self._name(form), each.label])))
            for form in self._there()
            for each in form.disputes
        ]

    @property
    def came_in(self) -> list[str]:
        return [f"{self._name(form)}: {name}" for form in self._there() for name in form.came_in]

    @property
    def given_up(self) -> dict[str, str]:
        return {name: words for form in self._there() for name, words in form.given_up.items()}

    def clean(self) -> None:
        super().clean()
        if self.disputes:
            raise ValidationError(both_changed(self.instance))

    def save_new_objects(self, commit: bool = True) -> list[Any]:
        saved: list[Any] = super().save_new_objects(commit)
        saved += [self.save_new(form, commit) for form in self._there() if form.is_back]
        return saved

    def _there(self) -> list[Any]:
        """The forms of lines that were there when the page was opened."""
        return list(self.initial_forms)

    def _should_delete_form(self, form: Any) -> bool:
        return form.dropped or super()._should_delete_form(form)  # type: ignore[misc]

    def _name(self, form: Any) -> str:
        kind = str(form.instance._meta.verbose_name)
        return f"{kind} “{form.instance}”" if form.instance.pk else kind


class NamedInline(ChoosingAdmin, admin.TabularInline):
    """Lines of a table: its head names the fields to eyes, each field says its name to ears."""

    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field


class LinesInline(NamedInline):
    """Lines that two people may change at once."""

    form = Line
    formset = Lines


def _base(bound: forms.BoundField) -> Any:
    """What the browser showed at first."""
    hidden = bound.field.hidden_widget()
    return hidden.value_from_datadict(bound.form.data, bound.form.files, bound.html_initial_name)
