"""How many articles stand in the sitemap of a month, and when it changed last.

A trigger of the database keeps the rows (migration `0004_months`), so that they are exact whichever
way an article comes, goes or changes, and a sitemap's index counts nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from articles.querysets import LIST_KEY
from press import clock
from press.pages.keys import note

# The newest public moment of a month is one step along an index; a date in any zone is within a
# day of the moment in UTC. Scheduled articles are counted, but a month with no other is left out.
IN_SITEMAP = """
SELECT kept.month, kept.articles, GREATEST(kept.changed_at, newest.published_at)
FROM articles_month AS kept, LATERAL (
    SELECT published_at FROM articles_article
    WHERE status = 'published' AND published_at <= %(now)s
    AND (withdrawn_at IS NULL OR withdrawn_at > %(now)s)
    AND published_at > kept.month - interval '1 day'
    AND published_at < kept.month + interval '1 month 1 day'
    AND date >= kept.month AND date < kept.month + interval '1 month'
    ORDER BY published_at DESC, id DESC LIMIT 1
) AS newest
WHERE kept.articles > 0
ORDER BY kept.month DESC
"""


@dataclass(frozen=True, slots=True)
class KeptMonth:
    first: date
    articles: int
    changed_at: datetime


class MonthQuerySet(models.QuerySet["Month"]):
    def in_sitemap(self) -> list[KeptMonth]:
        """The months with public articles, the newest first, by one query."""
        note(LIST_KEY)
        now = clock.now()
        with connection.cursor() as cursor:
            cursor.execute(IN_SITEMAP, {"now": now})
            rows = cursor.fetchall()
        # What was saved before its moment came has changed at that moment, not later.
        return [KeptMonth(first, many, min(changed, now)) for first, many, changed in rows]


class Month(models.Model):
    month = models.DateField(_("its first day"), primary_key=True)
    articles = models.IntegerField(_("articles"))
    changed_at = models.DateTimeField(_("changed"))

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("month")
        verbose_name_plural = _("months")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
