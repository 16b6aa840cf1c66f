"""What a reader says is wrong with a comment; `reporting` writes it, a decision closes it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from press import clock

REPORT_LENGTH = 1_000


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        """What no moderator has decided about since it came, the oldest first."""
        return self.filter(closed_at=None).order_by("created_at", "pk")

    def close(self, comment: Comment) -> int:
        """Close what is open about a comment, inside a verb's transaction; return how many.

        The comment has the status that was decided: who reported it reads what it means.
        """
        stays = comment.status == Comment.Status.APPROVED
        outcome = Report.Outcome.KEPT if stays else Report.Outcome.REMOVED
        open_ones = self.filter(comment=comment, closed_at=None)
        closed = open_ones.update(closed_at=clock.now(), outcome=outcome)
        if closed:
            comment.reported_at = None
            comment.save(update_fields=["reported_at"])
        return closed

    def reopen(self, comment: Comment, since: datetime | None) -> int:
        """Open again what was closed about a comment from a moment on, as `close`; return how many.

        As long as the comment has the version of a decision, that is what this one closed.
        """
        rows = self.filter(comment=comment, closed_at__gte=since) if since else self.none()
        opened = rows.update(closed_at=None, outcome="")
        if opened:
            oldest = self.open().filter(comment=comment)[:1].get()
            comment.reported_at = oldest.created_at
            comment.save(update_fields=["reported_at"])
        return opened

    def open_about(self, comments: Iterable[Comment]) -> dict[int, list["Report"]]:
        """Return what is open about each of these comments, the oldest first, by one query."""
        found: dict[int, list[Report]] = defaultdict(list)
        reported = [comment.pk for comment in comments if comment.reported_at]
        for report in self.open().filter(comment__in=reported) if reported else ():
            found[report.comment_id].append(report)
        return found


class Report(models.Model):
    class Reason(models.TextChoices):
        INSULT = "insult", _("It insults or threatens somebody")
        HATE = "hate", _("It stirs up hatred against people")
        PRIVATE = "private", _("It gives away something private")
        SPAM = "spam", _("It is advertising or spam")
        ILLEGAL = "illegal", _("It is against the law")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        KEPT = "kept", _("The comment stays")
        REMOVED = "removed", _("Readers don’t see the comment any more")

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="reports", verbose_name=_("comment")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    text = models.TextField(_("in their words"), max_length=REPORT_LENGTH, blank=True)
    created_at = models.DateTimeField(_("reported"), editable=False)
    closed_at = models.DateTimeField(
        _("closed"), null=True, editable=False, help_text=_("Empty until a moderator decided.")
    )
    outcome = models.CharField(
        max_length=12,
        choices=Outcome,
        blank=True,
        db_default="",
        editable=False,
        help_text=_("What the decision meant for the comment; empty until then."),
    )
    reader = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A keyed hash of network, browser and day; dropped after some days."),
    )
    network = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A keyed hash of network and day; dropped after some days."),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reader"],
                name="comment_reported_once_by_a_reader",
                condition=~Q(reader=""),
            ),
            models.CheckConstraint(
                name="report_reason_is_known",
                condition=Q(reason__in=["insult", "hate", "private", "spam", "illegal", "other"]),
            ),
            models.CheckConstraint(
                name="report_outcome_is_known",
                condition=Q(outcome="")
                | Q(outcome__in=["kept", "removed"], closed_at__isnull=False),
            ),
        ]
        indexes = [
            # The queue, and what is open about one comment.
            models.Index(
                fields=["created_at", "id"], name="report_queue", condition=Q(closed_at=None)
            ),
            models.Index(fields=["comment"], name="report_open", condition=Q(closed_at=None)),
            # Floods: what came from one network lately.
            models.Index(fields=["network", "created_at"], name="report_network"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
