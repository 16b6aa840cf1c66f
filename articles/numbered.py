"""Pages of rows by number: a list goes on below or above a row, and never counts.

For lists whose newest row has the highest number; `articles.paging` is for those of articles, whose
public moment decides.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Part[R: models.Model]:
    """Some rows of a list, and the addresses of its neighbours ("" where there is none)."""

    rows: list[R]
    older: str = ""
    newer: str = ""
    is_first: bool = True


def part_of[R: models.Model](
    rows: models.QuerySet[R], request: HttpRequest, size: int, path: str = ""
) -> Part[R]:
    """Return the part of `rows`, ordered by falling number, that the request asks for.

    `path` is the address of the list, by default that of the request. Raises Http404 for a key that
    is none.
    """
    path = path or request.path
    after, before = _key(request, "after"), _key(request, "before")
    if before is not None:
        above: Any = list(rows.filter(pk__gt=before).order_by("pk")[: size + 1])
        part = above[:size][::-1]
        newer = f"{path}?before={part[0].pk}" if len(above) > size else path
        older = f"{path}?after={part[-1].pk}" if part else ""
        return Part(part, older, newer, is_first=False)
    found: Any = list((rows.filter(pk__lt=after) if after is not None else rows)[: size + 1])
    older = f"{path}?after={found[size - 1].pk}" if len(found) > size else ""
    if after is None:
        return Part(found[:size], older)
    newer = f"{path}?before={found[0].pk}" if found else path
    return Part(found[:size], older, newer, is_first=False)


def _key(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and int(given[:20]) <= LARGEST):
        raise Http404(_("This part of the list doesn't exist. Begin at its newest page."))
    return int(given)
