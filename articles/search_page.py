"""The page of search around its results: the form, further pages, and help if nothing is found."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import spelling
from articles.models import Author, Section
from articles.search import LONGEST_QUERY, PAGE_SIZE, Found, Wanted, search
from articles.suggesting import nearest
from press.pages.parts import kept


class DayField(forms.DateField):
    """A day as browsers send it, whatever the language of the newspaper."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input", "type": "date"}),
            error_messages={"invalid": _("This is no day. Write it as in 2026-11-25.")},
        )


class SearchForm(forms.Form):
    """What a reader asks for. Any words are right; a section, an author or a day may be wrong."""

    use_required_attribute = False

    section = forms.ChoiceField(
        label=_("Section"), required=False, widget=forms.Select(attrs={"class": "input"})
    )
    author = forms.CharField(
        label=_("Author"),
        required=False,
        widget=forms.TextInput(
            attrs={
                **{"class": "input", "maxlength": 100, "autocomplete": "off"},
                **{"list": "authors", "data-suggestions": reverse_lazy("articles:authors_like")},
            }
        ),
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Best match")), ("newest", _("Newest first"))],
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        top = kept("sections", Section.objects.tree)
        self._sections = {_path(row): row for each in top for row in [each, *each.children]}
        choices = [(path, _indented(row)) for path, row in self._sections.items()]
        self._field("section").choices = [("", _("All sections")), *choices]
        self._field("section").error_messages["invalid_choice"] = _(
            "There is no such section. Choose one of the list."
        )

    @property
    def sections(self) -> Iterable[Section]:
        return self._sections.values()

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("section", "author", "since", "until", "order"))

    def clean_author(self) -> Author | None:
        name = self.cleaned_data["author"].replace("\0", "").strip()
        if not name:
            return None
        author = Author.objects.filter(slug=name).first()
        author = author or Author.objects.filter(name__iexact=name).order_by("pk").first()
        if author is None:
            raise forms.ValidationError(_("No author has this name. Check how it is written."))
        return author

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = self.cleaned_data
        first, last = facts.get("since"), facts.get("until")
        if first and last and first > last:
            self.add_error("until", _("The last day lies before the first. Change one of them."))
        return facts

    def wanted(self, after: int) -> Wanted:
        facts = self.cleaned_data
        last = facts["until"]
        return Wanted(
            words=self.words,
            section=self._sections.get(facts["section"]),
            author=facts["author"],
            since=_midnight(facts["since"]),
            until=_midnight(last + timedelta(days=1)) if last and last < date.max else None,
            newest_first=facts["order"] == "newest",
            after=after,
        )

    @property
    def words(self) -> str:
        return str(self.data.get("q", "")).replace("\0", " ").strip()[:LONGEST_QUERY]

    def _field(self, name: str) -> Any:
        return self.fields[name]


def turning(request: HttpRequest, found: Found, wanted: Wanted) -> dict[str, str]:
    """Return the addresses of the neighbouring pages; "" where there is none."""
    after = wanted.after
    return {
        "older": _address(request, after + PAGE_SIZE) if after + PAGE_SIZE < found.count else "",
        "newer": _address(request, max(0, after - PAGE_SIZE)) if after else "",
    }


def helping(form: SearchForm, wanted: Wanted) -> dict[str, Any]:
    """Return what may help who found nothing: another spelling, near sections and tags."""
    proposals = spelling.meant(wanted.words)
    spelled = next((words for words in proposals if search(_other(wanted, words)).count), "")
    return {"spelled": spelled, "near": nearest([wanted.words, *proposals], form.sections)}


def _other(wanted: Wanted, words: str) -> Wanted:
    return Wanted(words, wanted.section, wanted.author, wanted.since, wanted.until)


def _address(request: HttpRequest, after: int) -> str:
    asked = request.GET.copy()
    asked.pop("after", None)
    if after:
        asked["after"] = str(after)
    return f"{request.path}?{asked.urlencode()}"


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _path(section: Section) -> str:
    return f"{section.parent.slug}/{section.slug}" if section.parent else section.slug


def _indented(section: Section) -> str:
    return f"– {section.name}" if section.parent_id else section.name
