"""The kept counts of the queues: changes that a trigger of the database writes down.

Each change adds one row for each queue that grew or shrank, so that nobody waits for a row that
another transaction is counting in; `queues.fold` makes few rows of many.
"""

from django.db import models
from django.db.models import Sum


class QueueCountQuerySet(models.QuerySet["QueueCount"]):
    def numbers(self) -> dict[str, int]:
        """Return how many comments each queue holds at this moment.

        `wave:<wave>:<status>` is what stands of a wave in one status.
        """
        return dict(self.order_by().values_list("queue").annotate(Sum("change")))


class QueueCount(models.Model):
    queue = models.CharField(max_length=60, editable=False)
    change = models.BigIntegerField(editable=False)

    objects = QueueCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.queue}: {self.change:+d}"
