"""The words that a comment had before somebody changed them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import TEXT_LENGTH, Comment

WHY_LENGTH = 300


class WordingQuerySet(models.QuerySet["Wording"]):
    def of(self, comment: Comment) -> Self:
        """All former words of a comment, the newest first, with who replaced them."""
        return self.filter(comment=comment).select_related("by").order_by("-version")


class Wording(models.Model):
    """Former words. They go with their comment: the history, which is for ever, holds none."""

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="wordings", verbose_name=_("comment")
    )
    version = models.PositiveIntegerField(
        _("version"), help_text=_("The last version of the comment that had these words.")
    )
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
        help_text=_("Empty when its writer changed it."),
    )
    why = models.CharField(_("why"), max_length=WHY_LENGTH, blank=True)
    replaced_at = models.DateTimeField(_("changed"))

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("former words")
        verbose_name_plural = _("former words")
        constraints = [
            models.UniqueConstraint(fields=["comment", "version"], name="wording_is_of_one_version")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}, {self.version}"
