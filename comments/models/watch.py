"""How often somebody of the newsroom wants to hear by mail of comments; the verbs write it.

Moderators hear that comments wait (`watching`), authors that their articles were answered
(`answered`).
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from press import clock


class Wish(models.Model):
    class Every(models.IntegerChoices):
        NEVER = 0, _("Never")
        FIVE_MINUTES = 5, _("At most every five minutes")
        HOUR = 60, _("At most every hour")
        DAY = 1440, _("At most once a day")

    mailed_at = models.DateTimeField(
        null=True, help_text=_("Until when what came in was told of; empty before the first mail.")
    )

    class Meta:
        abstract = True

    every: int

    @property
    def is_time(self) -> bool:
        """Whether the last mail is as long ago as its reader wishes."""
        since = self.mailed_at
        return since is None or since <= clock.now() - timedelta(minutes=self.every)


class Watch(Wish):
    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    every = models.PositiveSmallIntegerField(
        _("mail me about waiting comments"), choices=Wish.Every, default=Wish.Every.NEVER
    )

    class Meta:
        verbose_name = _("mail about waiting comments")
        verbose_name_plural = _("mails about waiting comments")

    def __str__(self) -> str:
        return f"{self.moderator}: {self.get_every_display()}"


class ReplyWatch(Wish):
    writer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    every = models.PositiveSmallIntegerField(
        _("mail me about replies to my articles"), choices=Wish.Every, default=Wish.Every.NEVER
    )

    class Meta:
        verbose_name = _("mail about replies")
        verbose_name_plural = _("mails about replies")

    def __str__(self) -> str:
        return f"{self.writer}: {self.get_every_display()}"


class Untold(models.Model):
    """A public reply of which an author hears with the next mail; it goes with that mail."""

    watch = models.ForeignKey(ReplyWatch, models.CASCADE, related_name="untold")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["watch", "comment"], name="comment_untold_once")
        ]

    def __str__(self) -> str:
        return f"{self.watch_id}: {self.comment_id}"
