"""Our own user, from the first migration."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who logs in at the desk. What they may do comes with their roles (groups)."""

    demo = models.BooleanField(
        _("demo login"),
        default=False,
        editable=False,
        help_text=_("Has a password that everybody knows; can log in at a demo newspaper only."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
