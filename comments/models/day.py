"""What came in and what was decided on each day: rows that `figures` writes."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from press.pages.keys import note

# The days that are over, which readers see added up.
DAYS_KEY = "list:comments:days"


class DayQuerySet(models.QuerySet["Day"]):
    def since(self, day: date) -> Self:
        """The days from one on, the oldest first."""
        return self.filter(day__gte=day).order_by("day")

    def over(self, since: date, today: date) -> Self:
        """The days from one on that are over, the oldest first, for readers."""
        note(DAYS_KEY)
        return self.since(since).filter(day__lt=today)


class Day(models.Model):
    day = models.DateField(_("day"), primary_key=True)
    received = models.PositiveIntegerField(_("received"), default=0)
    held = models.PositiveIntegerField(_("held"), default=0)
    spam = models.PositiveIntegerField(_("spam by a rule"), default=0)
    approved = models.PositiveIntegerField(_("approved by people"), default=0)
    turned_down = models.PositiveIntegerField(_("turned down by people"), default=0)
    reported = models.PositiveIntegerField(_("reports"), default=0)
    waited = models.PositiveIntegerField(
        _("median waiting time in seconds"),
        null=True,
        help_text=_("From coming in to the first decision, of what was decided that day."),
    )

    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of comments")
        verbose_name_plural = _("days of comments")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @property
    def label(self) -> str:
        return date_format(self.day)
