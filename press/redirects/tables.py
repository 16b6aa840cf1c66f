"""Redirects as a table (CSV), in and out: two columns, the old path and the new one."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from press.redirects import moving
from press.redirects.models import Redirect

LINES_AT_MOST = 5_000
BYTES_AT_MOST = 2_000_000
PROBLEMS_SHOWN = 20
HEADINGS = ["old path", "new path", "hits", "last hit"]


def written(redirects: Iterable[Redirect]) -> Iterator[str]:
    """Yield the lines of the table, with how often each redirect was followed."""
    yield _line(HEADINGS)
    for row in redirects:
        last = row.last_hit_at.isoformat(timespec="seconds") if row.last_hit_at else ""
        yield _line([row.old_path, row.new_path, str(row.hits), last])


@dataclass(slots=True)
class Plan:
    """What a table would do: how many lines are new or say nothing new, and which redirects change,
    each as its old path, where it leads now and where it would."""

    new: int = 0
    same: int = 0
    changed: list[tuple[str, str, str]] = field(default_factory=list)


@transaction.atomic
def planned(data: bytes) -> Plan:
    """Say what `take` would do with a table, and do nothing; raises what it raises."""
    old_paths = [moving.tidied(old) for _number, (old, _new) in _rows(data)]
    known = Redirect.objects.filter(old_path__in=old_paths)
    was = dict(known.values_list("old_path", "new_path"))
    rows = take(data)
    transaction.set_rollback(True)
    plan = Plan()
    for row in rows:
        before = was.get(row.old_path)
        if before is None:
            plan.new += 1
        elif before == row.new_path:
            plan.same += 1
        else:
            plan.changed.append((row.old_path, before, row.new_path))
    return plan


@transaction.atomic
def take(data: bytes) -> list[Redirect]:
    """Lead every old path of a table to its new one, and return the rows; all of them or none.

    Takes what `written` gives, and any table whose first two columns are paths; an empty second
    one marks the old path as gone. Raises ValidationError with a sentence for each bad line.
    """
    problems: list[str] = []
    taken: dict[str, Redirect] = {}
    for number, (old, new) in _rows(data):
        try:
            if moving.tidied(old) in taken:
                raise ValidationError(_("The old path stands in this table twice."))
            row = moving.lead(old, new)
            taken[row.old_path] = row
        except ValidationError as error:
            problems.append(
                _("Line %(number)d: %(problem)s")
                % {"number": number, "problem": " ".join(error.messages)}
            )
            if len(problems) == PROBLEMS_SHOWN:
                break
    if problems:
        raise ValidationError(problems)
    if not taken:
        raise ValidationError(_("There is no line with an old path and a new one in this file."))
    return list(taken.values())


def _rows(data: bytes) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the number of each line and its two paths, without headings and empty lines."""
    if len(data) > BYTES_AT_MOST:
        raise ValidationError(_("This file is larger than 2 MB. Divide it."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("This is no text in UTF-8. Save the table as CSV, UTF-8.")
        ) from None
    commas, semicolons = text[:2000].count(","), text[:2000].count(";")
    table = csv.reader(io.StringIO(text), delimiter=";" if semicolons > commas else ",")
    try:
        for number, cells in enumerate(table, start=1):
            if number > LINES_AT_MOST:
                raise ValidationError(_("There are more than 5,000 lines. Divide the table."))
            old, new = (cell.strip() for cell in [*cells, "", ""][:2])
            if old and not (number == 1 and not old.startswith("/")):
                yield number, (old.replace("\0", ""), new.replace("\0", ""))
    except csv.Error:
        raise ValidationError(_("This is no table as CSV. Save it anew as CSV, UTF-8.")) from None


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
