"""Revisions: the whole editable content of an article, as it was saved."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, article: models.Model) -> Self:
        """The revisions of one article, newest first, with who wrote them."""
        return self.filter(article_id=article.pk).select_related("by").order_by("-pk")

    def for_listing(self) -> Self:
        """Without their texts: a list of a hundred costs no more than one of three."""
        return self.defer("content")


class Revision(models.Model):
    """One saved state. Written by the verbs; its content is never changed afterwards."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    base = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("follows")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    verb = models.CharField(_("verb"), max_length=40)
    content = models.JSONField(_("content"))
    # Whether readers could read it; written when the next one takes its place.
    was_public = models.BooleanField(default=False, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="revision_newest")]

    def __str__(self) -> str:
        return f"{self.content.get('headline', '')}, {self.at:%Y-%m-%d %H:%M}"
