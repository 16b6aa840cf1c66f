"""How often a moderator wants to hear by mail that comments wait; `watching` writes it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Watch(models.Model):
    class Every(models.IntegerChoices):
        NEVER = 0, _("Never")
        FIVE_MINUTES = 5, _("At most every five minutes")
        HOUR = 60, _("At most every hour")
        DAY = 1440, _("At most once a day")

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    every = models.PositiveSmallIntegerField(
        _("mail me about waiting comments"), choices=Every, default=Every.NEVER
    )
    mailed_at = models.DateTimeField(
        null=True, help_text=_("Until when what came in was told of; empty before the first mail.")
    )

    class Meta:
        verbose_name = _("mail about waiting comments")
        verbose_name_plural = _("mails about waiting comments")

    def __str__(self) -> str:
        return f"{self.moderator}: {self.get_every_display()}"
