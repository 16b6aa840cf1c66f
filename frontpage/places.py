"""The named places of the front page, and what stands in one of them for a time."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from articles.models import Section

LEAD, SECONDS, OPINION = "lead", "seconds", "opinion"
# How many stories of a place readers see at one moment.
ROOM = {LEAD: 1, SECONDS: 4, OPINION: 4}
ROOM_IN_SECTION = 3


def place_of(section: Section) -> str:
    """Return the name of a section's block."""
    return f"section:{section.pk}"


def names_of_places() -> dict[str, str]:
    """Return every place of the front page with what people call it, from top to bottom."""
    fixed = {LEAD: _("Lead"), SECONDS: _("Second stories"), OPINION: _("Opinion")}
    return fixed | {place_of(row): row.name for row in Section.objects.tree() if row.in_menu}


def room_in(place: str) -> int:
    """Return how many stories readers see in a place at one moment."""
    return ROOM.get(place, ROOM_IN_SECTION)


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in a place, from a moment on, until one, or always."""

    place: str
    article: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def is_on(self, moment: datetime) -> bool:
        """Whether its time is: its first second belongs to it, that of its end doesn't."""
        return (self.starts_at is None or self.starts_at <= moment) and (
            self.ends_at is None or moment < self.ends_at
        )

    def meets(self, other: Self) -> bool:
        """Whether there is a moment at which both are on."""
        return _before(self.starts_at, other.ends_at) and _before(other.starts_at, self.ends_at)

    def as_json(self) -> dict[str, Any]:
        """Return plain facts."""
        facts = asdict(self)
        for name in ("starts_at", "ends_at"):
            facts[name] = facts[name].isoformat() if facts[name] else None
        return facts

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        """Return what `as_json` made facts of."""
        moments = {name: facts[name] for name in ("starts_at", "ends_at") if facts[name]}
        return cls(
            facts["place"],
            facts["article"],
            **{name: datetime.fromisoformat(text) for name, text in moments.items()},
        )


def _before(start: datetime | None, end: datetime | None) -> bool:
    return start is None or end is None or start < end
