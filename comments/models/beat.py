"""The sections that a moderator looks after, written by `beats`; without a row: all of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Section


class Beat(models.Model):
    """Whose last section is removed looks after nothing, not after everything."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("person"),
    )
    sections = models.ManyToManyField(
        Section,
        related_name="+",
        verbose_name=_("sections"),
        help_text=_("With their parts. Below articles elsewhere this person decides nothing."),
    )

    class Meta:
        verbose_name = _("moderator’s sections")
        verbose_name_plural = _("moderators’ sections")

    def __str__(self) -> str:
        return str(self.person)
