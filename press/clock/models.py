"""Due moments: when the clock alone changes what pages show, and what was done about it."""

from datetime import timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from press import clock


class MomentQuerySet(models.QuerySet["Moment"]):
    def waiting(self) -> Self:
        """Those that come once and are not done yet, in the order in which they are due."""
        return self.filter(zone="", done_at__isnull=True).order_by("due_at", "pk")

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=clock.now())

    def acts(self) -> Self:
        """Those that mean something to people: what is only for pages has no act."""
        return self.exclude(act="")


class Moment(models.Model):
    """Once at `due_at`, or at each midnight in `zone`.

    `act` says what happens then ("articles.publish"), `subject` to which row. Pages change by
    their keys at the moment itself; the sweep does the rest and writes `done_at`. For a midnight
    that is when the last one was done.
    """

    name = models.CharField(_("name"), max_length=100)
    due_at = models.DateTimeField(_("due"), null=True)
    zone = models.CharField(_("each midnight in"), max_length=60, blank=True)
    keys = ArrayField(models.TextField(), verbose_name=_("keys"))
    act = models.CharField(_("act"), max_length=40, blank=True)
    subject = models.BigIntegerField(_("subject"), null=True)
    label = models.CharField(_("of"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done"), null=True)
    last_error = models.TextField(_("what went wrong"), blank=True)

    objects = MomentQuerySet.as_manager()

    class Meta:
        verbose_name = _("due moment")
        verbose_name_plural = _("due moments")
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], name="clock_moment_due"),
            models.Index(
                fields=["due_at", "id"],
                name="clock_moment_waiting",
                condition=Q(done_at__isnull=True, zone=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="clock_moment_once_or_daily",
                condition=Q(due_at__isnull=False, zone="") | (Q(due_at__isnull=True) & ~Q(zone="")),
            ),
            models.UniqueConstraint(
                "name", name="clock_moment_one_waits", condition=Q(done_at__isnull=True)
            ),
            models.UniqueConstraint(
                "name", name="clock_moment_one_midnight", condition=~Q(zone="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def what(self) -> str:
        """The act without its room, as people say it."""
        return self.act.rpartition(".")[2].replace("_", " ")

    @property
    def lateness(self) -> timedelta | None:
        """How long after its moment the act was done; None while it waits."""
        if self.due_at is None or self.done_at is None:
            return None
        return self.done_at - self.due_at


class Beat(models.Model):
    """One row: when the sweep ran last."""

    at = models.DateTimeField(_("the clock ran"))

    class Meta:
        verbose_name = _("heartbeat of the clock")
        verbose_name_plural = _("heartbeat of the clock")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
