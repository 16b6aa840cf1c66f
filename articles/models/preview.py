"""A secret link to what readers don't see yet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from press import clock


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> Self:
        """Those that still lead somewhere."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=clock.now())


class PreviewLink(models.Model):
    """For somebody without an account, until its end. Its token is signed, not stored."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links")
    label = models.CharField(
        _("for whom"), max_length=100, help_text=_("For us only: “Dr Vass, for her quotes”.")
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    ends_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="preview_link_ends_later",
                condition=models.Q(ends_at__gt=models.F("made_at")),
                violation_error_message=_("A link ends after it was made."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def is_open(self) -> bool:
        """The twin of `PreviewLinkQuerySet.open()`."""
        return self.revoked_at is None and self.ends_at > clock.now()
