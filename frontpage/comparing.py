"""Two arrangements compared, place by place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from frontpage.places import Placed, names_of_places


@dataclass(frozen=True, slots=True)
class Line:
    """One article in a place, in people's words; `is_common` if both arrangements have it so."""

    headline: str
    placed: Placed
    is_common: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that the two arrangements fill differently."""

    name: str
    old: list[Line]
    new: list[Line]


def differences(old: list[Placed], new: list[Placed]) -> list[Difference]:
    """Return the places that differ, from top to bottom, each with what stands there in both."""
    names, headlines = names_of_places(), _headlines([*old, *new])
    found = []
    for place in [*names, *sorted({each.place for each in [*old, *new]} - names.keys())]:
        left = [each for each in old if each.place == place]
        right = [each for each in new if each.place == place]
        if left != right:
            found.append(
                Difference(
                    names.get(place, _("A section that has gone")),
                    [Line(headlines.get(p.article, "–"), p, p in right) for p in left],
                    [Line(headlines.get(p.article, "–"), p, p in left) for p in right],
                )
            )
    return found


def _headlines(placed: Iterable[Placed]) -> dict[int, str]:
    rows = Article.objects.defer(*NOT_FOR_LISTS).in_bulk({each.article for each in placed})
    return {pk: row.headline for pk, row in rows.items()}
