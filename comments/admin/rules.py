"""The rules for comments at the desk: one row, rehearsed before a change of it is saved."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Section
from comments import akismet
from comments.models import CommentSettings
from comments.models.policy import WORDS_LENGTH
from comments.rehearsal import REHEARSED, Rehearsal, rehearse
from comments.rights import sections_of
from comments.words import read_list, with_lines
from press.desk import KeyedAdmin

# Which list a file adds to.
FILES = {"held_file": "held_words", "refused_file": "refused_words"}


class SectionsField(forms.ModelMultipleChoiceField):
    """Sections, kept as their keys: a page that asks whether it is closed asks no further table."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[int]:  # type: ignore[override]
        return sorted(section.pk for section in super().clean(value))


class CommentSettingsForm(forms.ModelForm):
    """Saves a changed rule only after its rehearsal was seen: the second press says so."""

    closed_sections = SectionsField(
        label=gettext_lazy("closed sections"),
        queryset=Section.objects.in_order(),
        required=False,
        help_text=gettext_lazy("With their parts. What stands below their articles stays."),
    )
    held_sections = SectionsField(
        label=gettext_lazy("sections read first"),
        queryset=Section.objects.in_order(),
        required=False,
        help_text=gettext_lazy("Every comment there is read by a person first."),
    )
    held_file = forms.FileField(
        label=gettext_lazy("a file of words that hold"),
        required=False,
        help_text=gettext_lazy(
            "A word or phrase a line, as in WordPress’s “Comment Moderation”. What is new in it is "
            "added to the list above, which you see before it is saved."
        ),
    )
    refused_file = forms.FileField(
        label=gettext_lazy("a file of words that are refused"),
        required=False,
        help_text=gettext_lazy("The same for “Disallowed Comment Keys”."),
    )
    rehearsed = forms.CharField(required=False, widget=forms.HiddenInput)
    rehearsal: Rehearsal | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What was read from files: the name of the list, how many lines of it are new.
        self.imported: list[tuple[str, int]] = []

    def clean_akismet(self) -> str:
        """Whoever wants it asked needs a key that it knows: otherwise every comment is held."""
        wanted = self.cleaned_data["akismet"]
        if not wanted or "akismet" not in self.changed_data:
            return wanted
        if not settings.AKISMET_KEY:
            raise ValidationError(_("Whoever runs the site has to set AKISMET_KEY first."))
        known = akismet.knows_our_key()
        if known is None:
            raise ValidationError(_("Akismet doesn’t answer just now. Try again later."))
        if not known:
            raise ValidationError(_("Akismet doesn’t know this site’s AKISMET_KEY."))
        return wanted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in FILES:
            if cleaned.get(name) and not self.errors:
                self._read(name, cleaned)
        changed = set(self.changed_data) & REHEARSED
        if not changed or self.errors:
            return cleaned
        sign = self._sign(cleaned)
        if cleaned.get("rehearsed") == sign:
            return cleaned
        self.rehearsal = self._rehearse(cleaned, changed)
        self._show_again("rehearsed", sign)
        raise ValidationError(
            _("Nothing is saved yet. Look at what this would have held, then save again.")
        )

    def _read(self, name: str, cleaned: dict[str, Any]) -> None:
        """Add the new lines of a file to its list; the form comes again with them in their box."""
        field = FILES[name]
        try:
            further = read_list(cleaned[name].read())
        except UnicodeDecodeError:
            self.add_error(name, _("This is no text file. Save the list as plain text."))
            return
        cleaned[field], many = with_lines(cleaned[field], further)
        if "\0" in cleaned[field] or len(cleaned[field]) > WORDS_LENGTH:
            self.add_error(name, _("This is no list of words, or it is too long to be kept."))
        elif not many:
            self.add_error(name, _("All lines of this file stand in the list already."))
        else:
            self.imported.append((str(self.fields[field].label), many))
            self.changed_data.append(field)
            self._show_again(field, cleaned[field])

    def _show_again(self, field: str, value: str) -> None:
        shown_again = QueryDict(mutable=True)
        shown_again.update(self.data)
        shown_again[field] = value
        self.data = shown_again

    def _rehearse(self, cleaned: dict[str, Any], changed: set[str]) -> Rehearsal:
        planned = {name: cleaned[name] for name in REHEARSED if name in cleaned}
        present = CommentSettings.objects.current()
        return rehearse(present, CommentSettings(**planned), changed)

    def _sign(self, cleaned: dict[str, Any]) -> str:
        """Return a mark of exactly these values: a further change is rehearsed anew."""
        values = repr([(name, cleaned.get(name)) for name in sorted(REHEARSED)])
        return hashlib.sha256(values.encode()).hexdigest()[:32]


@admin.register(CommentSettings)
class CommentSettingsAdmin(KeyedAdmin):
    form = CommentSettingsForm
    change_form_template = "admin/comments/commentsettings/change_form.html"
    fieldsets = [
        (
            gettext_lazy("Where comments are taken"),
            {
                "fields": [
                    *("is_open", "expected", "closes_after_days", "closed_sections"),
                    *("held_sections", "change_minutes"),
                ]
            },
        ),
        (
            gettext_lazy("What is held"),
            {
                "fields": [
                    *("hold_everything", "hold_newcomers", "only_proven_count", "bad_record"),
                    *("shortest", "links_at_most", "likely_held_from", "likely_spam_from"),
                    *("akismet", "held_words", "held_file", "refused_words", "refused_file"),
                    *("inside_words", "rehearsed"),
                ]
            },
        ),
        (
            gettext_lazy("Networks"),
            {"fields": ["held_networks", "refused_networks"]},
        ),
        (
            gettext_lazy("How fast"),
            {
                "fields": [
                    *("seconds_between", "seconds_to_type", "in_an_hour_at_most"),
                    *("alike_at_most", "surge_at_most"),
                ]
            },
        ),
        (gettext_lazy("What is kept"), {"fields": ["network_days"]}),
        (gettext_lazy("How threads are shown"), {"fields": ["order", "depth"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The rules hold everywhere: whoever is limited to sections only reads them."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or sections_of(request.user) is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one row: its list is its form."""
        held, _is_new = CommentSettings.objects.get_or_create(pk=1)
        return redirect("admin:comments_commentsettings_change", held.pk)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Every change has a number, which stands beside each verdict that was given by it."""
        obj.version += bool(form.changed_data)
        super().save_model(request, obj, form, change)
