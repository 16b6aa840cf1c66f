"""Boxes with search: they survive rubbish, say their names, and take words where no script runs."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.widgets import Media, Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# So many candidates are named of words that may mean several rows.
NAMED = 10
# What a field is called beside the one whose rows it names.
TYPED = "_typed"
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


class Named:
    """A box with search that says its name to screen readers too: Django's has none."""

    @property
    def media(self) -> Media:
        return super().media + Media(js=[Script("js/desk-names.js", type="module")])  # type: ignore[misc,list-item]


class CarefulSelect(Named, AutocompleteSelect):
    """A box with search that survives rubbish: Django's own asks the database for it, and fails.

    Without a script it is empty: then a field stands below it, for words or a number. The
    stylesheet hides that field where scripts run.
    """

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, keys_in(value), attr)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, else what was chosen."""
        typed = data.get(name + TYPED, "").strip()
        return typed or super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        is_words = isinstance(value, str) and not _NUMBER.fullmatch(value)
        context["widget"]["typed"] = value if is_words else ""
        return context

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        box = super()._render(template_name, context, renderer)  # type: ignore[misc]
        return box + render_to_string("admin/_typed.html", context)


class CarefulSelectMultiple(Named, AutocompleteSelectMultiple):
    """The same for several rows, shown in the order in which they were chosen."""

    def build_attrs(self, *args: Any, **options: Any) -> dict[str, Any]:
        """Without the cross that clears all at once: it would be no item of the list it stands in,
        and each row has its own."""
        return super().build_attrs(*args, **options) | {"data-allow-clear": "false"}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = keys_in(value)
        [(label, options, index)] = super().optgroups(name, keys, attr)
        return [(label, sorted(options, key=lambda row: keys.index(str(row["value"]))), index)]


class RowOrWords(forms.ModelChoiceField):
    """A row that was chosen, or the only one that `search` finds by typed words."""

    def __init__(self, *args: Any, search: Callable[[str], QuerySet[Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.search = search

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or value in self.empty_values or _NUMBER.fullmatch(value):
            return super().to_python(value)
        words = str(forms.CharField(max_length=300).clean(value))
        found = list(self.search(words)[: NAMED + 1])
        meant = only_named(words, found)
        if len(meant) != 1:
            raise ValidationError(asked(words, [f"{row.pk}: {row}" for row in found]))
        return meant[0]


class ChoosingAdmin(admin.options.BaseModelAdmin):
    """A page or lines of a page whose boxes with search are careful ones, and take words: those
    that the box itself would find."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", CarefulSelect(db_field, self.admin_site))
            other = self.admin_site._registry[db_field.remote_field.model]
            options |= {"form_class": RowOrWords, "search": partial(_found, other, request)}
        return super().formfield_for_foreignkey(db_field, request, **options)


def only_named(words: str, found: list[Any]) -> list[Any]:
    """The only one of the `found` rows that has just this name; else all of them."""
    same = [row for row in found if str(row).casefold() == words.casefold()]
    # Among those that aren't seen here there may be another one of that name.
    return same if len(same) == 1 and len(found) <= NAMED else found


def asked(words: str, named: list[str]) -> list[str]:
    """What is said of words that don't mean one row: `named` are those that they may mean, one
    more than is shown if there are many."""
    if not named:
        return [_("“%(words)s”: nothing was found. Type other words.") % {"words": words}]
    said = _("“%(words)s” could mean one of these. Type its number instead:")
    more = [_("… or others: type more words.")] if len(named) > NAMED else []
    return [said % {"words": words}, *named[:NAMED], *more]


def _found(other: Any, request: HttpRequest, words: str) -> QuerySet[Any]:
    rows = other.get_queryset(request)
    if not other.has_view_permission(request):
        return rows.none()
    rows, several_times = other.get_search_results(request, rows, words)
    return rows.distinct() if several_times else rows


def keys_in(value: Any) -> list[str]:
    """Those of some values that can be primary keys."""
    return [str(key) for key in value if _NUMBER.fullmatch(str(key))]
