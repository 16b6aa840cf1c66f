"""Figures that a newspaper can be measured by: counted from the history, a row a day.

The history is never changed, so the figures of a day that is over stay as they are. What a rule
refused leaves no row, and is in no figure.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils.timezone import localdate, make_aware

from comments.models import Comment
from comments.models.day import DAYS_KEY, Day
from press import clock
from press.history.models import Entry
from press.pages.keys import touch

AT_MOST_BACK = 400
OF_A_DAY = """
SELECT
    count(*) FILTER (WHERE entry.verb = 'posted') AS received,
    count(*) FILTER (WHERE entry.verb = 'posted' AND detail ->> 'status' = 'waiting') AS held,
    count(*) FILTER (WHERE entry.verb = 'posted' AND detail ->> 'status' = 'spam') AS spam,
    count(*) FILTER (WHERE entry.verb = 'approved') AS approved,
    count(*) FILTER (WHERE entry.verb = ANY(%(against)s)) AS turned_down,
    count(*) FILTER (WHERE entry.verb = 'reported') AS reported,
    percentile_cont(0.5) WITHIN GROUP (
        ORDER BY EXTRACT(epoch FROM entry.at - comment.created_at)
    ) FILTER (WHERE comment.id IS NOT NULL) AS waited
FROM history_entry AS entry
LEFT JOIN comments_comment AS comment
    ON comment.id = entry.object_id AND detail ->> 'from' = 'waiting' AND entry.by_id IS NOT NULL
WHERE entry.kind_id = %(kind)s AND entry.at >= %(since)s AND entry.at < %(until)s
"""
AGAINST = ["rejected", "marked as spam", "binned"]


def count_days() -> None:
    """Count today, and every day before it that isn't counted or wasn't over when it was."""
    today = localdate(clock.now())
    day = max(_first_to_count(today), today - timedelta(days=AT_MOST_BACK))
    while day <= today:
        _count(day, is_over=day < today)
        day += timedelta(days=1)


@transaction.atomic
def _count(day: date, *, is_over: bool) -> None:
    """Write a day's figures; readers see those of days that are over."""
    found = _figures_of(day)
    if is_over and not Day.objects.filter(day=day, **found).exists():
        touch([DAYS_KEY])
    Day.objects.update_or_create(day=day, defaults=found)


def _first_to_count(today: date) -> date:
    last = Day.objects.order_by("-day").first()
    if last is not None:
        return last.day
    first = Entry.objects.order_by("at", "pk").values_list("at", flat=True).first()
    return localdate(first) if first else today


def _figures_of(day: date) -> dict[str, int | None]:
    kind = ContentType.objects.get_for_model(Comment).pk
    since, until = (_midnight(each) for each in (day, day + timedelta(days=1)))
    facts: dict[str, Any] = {"kind": kind, "since": since, "until": until, "against": AGAINST}
    with connection.cursor() as cursor:
        cursor.execute(OF_A_DAY, facts)
        names = [column.name for column in cursor.description or ()]
        found = dict(zip(names, cursor.fetchone() or (), strict=True))
    waited = found["waited"]
    return found | {"waited": max(0, round(waited)) if waited is not None else None}


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
