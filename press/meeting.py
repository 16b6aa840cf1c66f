"""Two people in one form of the desk: what only one of them changed merges, what both did is asked.

The form sends back what it showed at first, beside what is typed: Django's hidden initial values.
Articles have more than a row, and merge by their revisions instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.postgres.forms import SplitArrayWidget
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from press.history.models import Entry

# What the choice between two texts is called in the form, before the name of the field.
TAKE = "take-"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field that two people changed, each in another way."""

    name: str
    label: str
    theirs: str
    mine: str


class Meeting(forms.ModelForm):
    """A form of a row that somebody else may save meanwhile; mixed into the admin's own.

    After `full_clean`, `came_in` names what only others changed, `given_up` holds what the person
    typed and chose against, and `disputes` what is asked; then the form has errors.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.disputes: list[Dispute] = []
        self.came_in: list[str] = []
        self.given_up: dict[str, str] = {}
        self.files_too_late: list[str] = []
        self._has_met = False
        # No bound field is asked for here: Django puts others into the forms of lines after this.
        for name in self._comparable():
            self.fields[name].show_hidden_initial = not self.is_bound or self._knows_base()

    def full_clean(self) -> None:
        if self.is_bound and not self._has_met and self._knows_base():
            self._has_met = True
            sent: Any = self.data
            self.data = data = sent.copy()
            self.meet(data)
        super().full_clean()
        self.refuse()

    def meet(self, data: QueryDict) -> None:
        """Put into `data` what others saved since, or what the person chose instead."""
        for bound in self.own():
            if isinstance(bound.field, forms.FileField):
                self._meet_file(bound, data)
            else:
                self._meet(bound, data)

    def own(self) -> list[BoundField]:
        """The fields that are compared; not the numbers that Django adds to those of lines."""
        return [self[name] for name, field in self.fields.items() if field.show_hidden_initial]

    def refuse(self) -> None:
        """Turn what is asked into errors: nothing is saved before it is answered."""
        if self.disputes:
            self.add_error(None, both_changed(self.instance))
        for name in self.files_too_late:
            self.add_error(name, _sentence_of_files(self.instance))

    @cached_property
    def changed_data(self) -> list[str]:
        """Without the files of which none was chosen: their hidden names would say otherwise."""
        return [name for name in super().changed_data if not self._keeps_file(name)]

    def _keeps_file(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.FileField) and self[name].data is None

    def _comparable(self) -> Iterator[str]:
        """The names of the fields of the row, which is there already."""
        columns = {column.name for column in self.instance._meta.get_fields()}
        for name, field in self.fields.items():
            if self.instance.pk and name in columns and not field.disabled:
                yield name

    def _knows_base(self) -> bool:
        """Whether the browser says what it showed. A list of nothing sends no word of its own."""
        return any(name.startswith(self.add_initial_prefix("")) for name in self.data)

    def _meet(self, bound: BoundField, data: QueryDict) -> None:
        field, theirs = bound.field, bound.initial
        hidden = field.hidden_widget()
        base = hidden.value_from_datadict(data, self.files, bound.html_initial_name)
        differ = _differ(field, theirs, bound.data)
        if _differ(field, theirs, base):
            _say(data, hidden, bound.html_initial_name, field.prepare_value(theirs))
            if not typed_since(bound, base):
                _say(data, field.widget, bound.html_name, field.prepare_value(theirs))
                self.came_in.append(str(bound.label))
            elif differ:
                self.disputes.append(_dispute(bound))
        elif differ and data.get(TAKE + bound.html_name) == "theirs":
            self.given_up[bound.name] = _dispute(bound).mine
            _say(data, field.widget, bound.html_name, field.prepare_value(theirs))

    def _meet_file(self, bound: BoundField, data: QueryDict) -> None:
        """A file is replaced whole. Who chose one while another came in is asked to choose again:
        a browser sends no file twice."""
        there = str(bound.initial or "")
        if data.get(bound.html_initial_name, "") == there:
            return
        data[bound.html_initial_name] = there
        if bound.data is None:
            self.came_in.append(str(bound.label))
        elif there:
            self.files_too_late.append(bound.name)
            self.files = self.files.copy()
            self.files.pop(bound.html_name, None)
            data.pop(f"{bound.html_name}-clear", None)


def both_changed(row: Any) -> str:
    """The sentence above what is asked, with the name of whoever saved the row last."""
    said = _(
        "%(name)s saved this while you were writing. You both changed what stands here side by "
        "side: choose, and save again. Nothing is lost, whatever you choose."
    )
    return said % {"name": last_writer(row)}


def last_writer(row: Any) -> str:
    """The name of whoever saved the row last."""
    entry = Entry.objects.about(row).with_actors().first()
    return str((entry and entry.by) or _("The newspaper"))


def _sentence_of_files(row: Any) -> str:
    said = _(
        "%(name)s changed this file while you were writing; what stands here now is theirs. "
        "Choose yours again if it shall take its place."
    )
    return said % {"name": last_writer(row)}


def _differ(field: Any, value: Any, words: Any) -> bool:
    """Whether words of a browser mean another value: it writes new lines in a way of its own."""
    return bool(field.has_changed(_plain(value), _plain(words)))


def _plain(value: Any) -> Any:
    if isinstance(value, list):  # Of a fixed number of boxes some stay empty.
        return [each for each in value if each not in ("", None)]
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def typed_since(bound: BoundField, base: Any) -> bool:
    """Whether what is typed differs from what the form showed at first."""
    try:
        return _differ(bound.field, bound.field.to_python(base), bound.data)
    except forms.ValidationError:  # What it showed is gone.
        return True


def _say(data: QueryDict, widget: Any, name: str, value: Any) -> None:
    """Put a value into the words of a form, as a browser sends them from this widget."""
    if isinstance(widget, forms.MultiWidget):
        several: Any = widget
        parts = zip(several.widgets, several.widgets_names, several.decompress(value), strict=True)
        for part, suffix, each in parts:
            _say(data, part, name + suffix, each)
        return
    if isinstance(widget, SplitArrayWidget):
        for index in range(widget.size):
            data[f"{name}_{index}"] = "".join(map(str, value[index : index + 1]))
        return
    widget = getattr(widget, "widget", widget)  # The admin wraps it to add its buttons.
    many = getattr(widget, "allow_multiple_selected", False)
    if isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
    elif many or isinstance(widget, forms.MultipleHiddenInput):
        data.setlist(name, [str(each) for each in value or []])
    elif isinstance(widget, forms.widgets.ChoiceWidget):
        data[name] = "" if value is None else str(value)
    else:
        data[name] = widget.format_value(value) or ""


def _dispute(bound: BoundField) -> Dispute:
    field = bound.field
    theirs, mine = readable(field, bound.initial), readable(field, bound.data)
    return Dispute(bound.html_name, str(bound.label), theirs, mine)


def readable(field: Any, value: Any) -> str:
    """What a person reads of a value, whatever it is chosen from."""
    field = getattr(field, "base_field", field)
    if isinstance(value, (list, tuple)):
        return ", ".join(readable(field, each) for each in _plain(list(value)))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField):
        try:
            rows = field.queryset.filter(pk=value) if value else []  # type: ignore[union-attr]
            return ", ".join(map(str, rows))
        except (ValueError, TypeError):
            return str(value)
    chosen = dict(getattr(field, "choices", [])).get(value, value)
    words = "" if chosen is None else str(chosen)
    return strip_tags(words.replace("</p>", "\n")) if words.startswith("<") else words
