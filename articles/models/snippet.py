"""Words that are written once and used in many texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Snippet(models.Model):
    """What a text takes from it is a copy: a later change of the snippet changes no article."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("snippet")
        verbose_name_plural = _("snippets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
