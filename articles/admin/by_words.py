"""Bylines and related articles by typed words: without a script, boxes with search are empty. The
stylesheet hides these fields where scripts run.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.db.models.functions import Length
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.boxes import meant_by
from articles.models import Article, Author
from articles.querysets import NOT_FOR_LISTS
from press.choosing import NAMED, TYPED, asked, only_named
from publication.models import Publication

LINES = 20


class Typed(forms.CharField):
    """Rows by their number or by words, one a line; `clean` returns them in that order.

    Words must mean one row: else the error names the rows that they may mean, with their numbers.
    """

    # The fact that tells rows of one name apart.
    beside: str
    rows: QuerySet[Any]

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=2000, **options)

    def find(self, words: str) -> QuerySet[Any]:
        """The rows that somebody may mean by `words`."""
        raise NotImplementedError

    def meant(self, words: str, found: list[Any]) -> list[Any]:
        """Those of the `found` rows that `words` mean."""
        return only_named(words, found)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > LINES:
            raise ValidationError(_("Type at most %(many)s lines at once.") % {"many": LINES})
        rows, errors = [], []
        for words in lines:
            try:
                rows.append(self._one(words))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return rows

    def _one(self, words: str) -> Model:
        is_number = re.fullmatch(r"[0-9]{1,18}", words)
        rows = self.rows.filter(pk=words) if is_number else self.find(words)
        found = list(rows[: NAMED + 1])
        meant = self.meant(words, found) if not is_number else found
        if len(meant) == 1:
            return meant[0]
        raise ValidationError(asked(words, [self._named(row) for row in found]))

    def _named(self, row: Any) -> str:
        beside = getattr(row, self.beside)
        return f"{row.pk}: {row}" + (f" ({localize(beside)})" if beside else "")


class TypedAuthors(Typed):
    rows, beside = Author.objects.all(), "role"

    def find(self, words: str) -> QuerySet[Author]:
        # Whoever has just this name has the shortest, and comes first.
        return self.rows.filter(name__icontains=words).order_by(Length("name"), "pk")

    def meant(self, words: str, found: list[Author]) -> list[Author]:
        """Nobody by a part of a name: a wrong byline is a wrong to two people."""
        return [row for row in found if row.name.casefold() == words.casefold()]


class TypedArticles(Typed):
    """Public ones only: the others aren't everybody's to find."""

    beside = "date"

    @property
    def rows(self) -> QuerySet[Article]:  # type: ignore[override]
        return Article.objects.published().defer(*NOT_FOR_LISTS)

    def find(self, words: str) -> QuerySet[Article]:
        return meant_by(words[:300], self.rows, language=Publication.objects.current().language)


def _lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})


class TypingForm(forms.ModelForm):
    """After `clean`, what was typed stands among what was chosen."""

    bylines_typed = TypedAuthors(
        label=gettext_lazy("Add to the bylines"),
        help_text=gettext_lazy(
            "One a line: the whole name, or the number. They follow those above. To take off one "
            "of those, hold Ctrl (on a Mac ⌘) and click it."
        ),
        widget=_lines(),
    )
    picked_typed = TypedArticles(
        label=gettext_lazy("Add to the related articles"),
        help_text=gettext_lazy(
            "One a line: the address of a public article, its headline, or its number. They follow "
            "those above. To take off one of those, hold Ctrl (on a Mac ⌘) and click it."
        ),
        widget=_lines(),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("bylines", "picked"):
            if name in cleaned:
                both = [*cleaned[name], *cleaned.get(name + TYPED, [])]
                cleaned[name] = list(dict.fromkeys(both))
        return cleaned
