"""What was learned from the moderators' decisions: one row a version, written by `learning`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Measure:
    """How a version did at one certainty, on decisions that it had not learned from."""

    percent: int
    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Of what it took for spam, the share (in percent) that moderators marked so too."""
        named = self.found + self.wrong
        return 100 * self.found / named if named else None

    @property
    def recall(self) -> float | None:
        """Of what moderators marked as spam, the share (in percent) that it found."""
        spam = self.found + self.missed
        return 100 * self.found / spam if spam else None


class ClassifierQuerySet(models.QuerySet["Classifier"]):
    def newest(self) -> tuple[int, datetime] | None:
        """Number and moment of the version that holds now, or None before anything was learned."""
        return self.order_by("-pk").values_list("pk", "made_at").first()


class Classifier(models.Model):
    made_at = models.DateTimeField(_("learned"), editable=False)
    weights = models.JSONField(
        editable=False, help_text=_("How loudly each word speaks for spam (`likelihood`).")
    )
    spam = models.PositiveIntegerField(_("marked as spam"), editable=False)
    approved = models.PositiveIntegerField(_("approved"), editable=False)
    held_out = models.PositiveIntegerField(
        _("held out"), editable=False, help_text=_("Decisions it was measured on, never shown.")
    )
    measured = models.JSONField(editable=False)

    objects = ClassifierQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the spam filter")
        verbose_name_plural = _("versions of the spam filter")

    def __str__(self) -> str:
        return gettext("Spam filter, version %(number)s") % {"number": self.pk}

    @property
    def measures(self) -> list[Measure]:
        return [Measure(*row) for row in self.measured]

    def loudest(self, many: int) -> tuple[list[Any], list[Any]]:
        """Return the words that speak loudest for spam, and those that speak against it."""
        ordered = sorted(self.weights.items(), key=lambda pair: pair[1])
        for_spam = [pair for pair in ordered[::-1][:many] if pair[1] > 0]
        return for_spam, [pair for pair in ordered[:many] if pair[1] < 0]
