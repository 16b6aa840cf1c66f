"""What is typed on the desk page of the front page, as a browser sends it: rows of plain words.

Every button but Save changes these rows only, so nothing that was typed is lost by it, and all of
it works without a script.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models.article import LAST_YEAR
from frontpage.arranging import AT_MOST
from frontpage.places import Placed

FIELDS = ("article", "place", "position", "starts_at", "ends_at")
FIRST_YEAR = 2000
# The fields, and by "number" as how manieth it was sent: that is how its buttons name it.
type Row = dict[str, str]


class WallField(forms.DateTimeField):
    """A moment in the newsroom's own time; one that a night leaves out or has twice is refused."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
        super().__init__(label=label, required=False, widget=widget)

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is not None and not FIRST_YEAR <= moment.year < LAST_YEAR:
            raise forms.ValidationError(_t("This moment is too far away."))
        return moment


class RowForm(forms.Form):
    """One placed article. It is bound always: what is wrong is said when somebody saves."""

    article = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Place"))
    position = forms.IntegerField(label=_("Number"), min_value=1, max_value=999, required=False)
    starts_at = WallField(_("From"))
    ends_at = WallField(_("Until"))

    def __init__(self, row: Row, *, number: int, places: dict[str, str]) -> None:
        data = {f"row-{number}-{name}": value for name, value in row.items()}
        super().__init__(data, prefix=f"row-{number}")
        self.number = number
        self.fields["place"].choices = list(places.items())  # type: ignore[attr-defined]

    @property
    def placed(self) -> Placed:
        facts = self.cleaned_data
        return Placed(facts["place"], facts["article"], facts["starts_at"], facts["ends_at"])


class Typed:
    """The rows in the order of the page: by place, then by number."""

    def __init__(self, rows: list[Row], places: dict[str, str]) -> None:
        self.places = places
        order = list(places)
        rows.sort(key=lambda row: (_index(order, row["place"]), _number(row["position"])))
        self.rows = rows
        # What a button has put or moved: there the person goes on.
        self.moved: Row | None = None

    @classmethod
    def of(cls, placed: list[Placed], places: dict[str, str]) -> Self:
        """The rows of an arrangement."""
        typed = cls([_row_of(each) for each in placed if each.place in places], places)
        typed._number_anew()
        return typed

    @classmethod
    def sent(cls, data: Mapping[str, str], places: dict[str, str]) -> Self:
        """The rows that a browser has sent; no more than anybody could have typed."""
        rows = [
            {name: data.get(f"row-{number}-{name}", "") for name in FIELDS}
            | {"number": str(number)}
            for number in range(2 * AT_MOST)
            if f"row-{number}-article" in data
        ]
        return cls(rows, places)

    @property
    def articles(self) -> set[int]:
        return {int(row["article"]) for row in self.rows if _is_key(row["article"])}

    def forms(self) -> list[RowForm]:
        return [
            RowForm(row, number=number, places=self.places) for number, row in enumerate(self.rows)
        ]

    # What the buttons do.

    def put(self, article: str, place: str) -> None:
        """Let an article be the last in a place; one that already has a place moves."""
        if not _is_key(article) or place not in self.places:
            return
        moved = next((row for row in self.rows if row["article"] == article), None)
        if moved is not None:
            self.rows.remove(moved)
        row = (moved or dict.fromkeys([*FIELDS, "number"], "")) | {
            "article": article,
            "place": place,
        }
        below = [each for each in self.rows if _after(self.places, each["place"], place)]
        self.rows.insert(len(self.rows) - len(below), row)
        self.moved = row
        self._number_anew()

    def move(self, number: str, step: int) -> None:
        """Let a row change its place with its neighbour, within their place."""
        one = next((at for at, row in enumerate(self.rows) if row["number"] == number), None)
        if one is None or not 0 <= (other := one + step) < len(self.rows):
            return
        self.moved = self.rows[one]
        if self.rows[one]["place"] == self.rows[other]["place"]:
            self.rows[one], self.rows[other] = self.rows[other], self.rows[one]
        self._number_anew()

    def drop(self, number: str) -> None:
        """Take a row out."""
        self.rows = [row for row in self.rows if row["number"] != number]
        self._number_anew()

    def _number_anew(self) -> None:
        counts: dict[str, int] = {}
        for row in self.rows:
            counts[row["place"]] = counts.get(row["place"], 0) + 1
            row["position"] = str(counts[row["place"]])


def _row_of(placed: Placed) -> Row:
    moments = {"starts_at": placed.starts_at, "ends_at": placed.ends_at}
    return {
        "article": str(placed.article),
        "place": placed.place,
        "position": "",
        "number": "",
        **{name: on_the_wall(moment) for name, moment in moments.items()},
    }


def on_the_wall(moment: datetime | None) -> str:
    """Return a moment as the field of a browser reads it: no fraction of a second, no zone."""
    if moment is None:
        return ""
    wall = localtime(moment).replace(tzinfo=None)
    return wall.isoformat(timespec="seconds" if moment.second else "minutes")


def _index(order: list[str], value: str) -> int:
    return order.index(value) if value in order else len(order)


def _after(places: dict[str, str], one: str, other: str) -> bool:
    order = list(places)
    return _index(order, one) > _index(order, other)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _number(text: str) -> int:
    return int(text) if _is_key(text) else AT_MOST
