"""A change of a public article that readers don't see yet."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision
from press import clock


class PendingChangeQuerySet(models.QuerySet["PendingChange"]):
    def due(self) -> Self:
        """Those whose moment has come: the next who asks for any page puts them in place."""
        return self.filter(at__lte=clock.now())

    def with_words(self) -> Self:
        """Each with its `words`, to be filtered by, as Content has them.

        Row by row: where they are joined, the texts of all revisions are read to find the few.
        """
        words = Revision.objects.filter(pk=OuterRef("revision")).values("content")
        return self.alias(words=Subquery(words))


class PendingChange(models.Model):
    """At most one for each article. Its texts are revisions that aren't live."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        IN_REVIEW = "in_review", _("In review")
        SCHEDULED = "scheduled", _("Scheduled")

    article = models.OneToOneField(Article, models.CASCADE, related_name="pending_change")
    # The live revision that the change began from, and the change's own latest one.
    base = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PREPARED)
    substantial = models.BooleanField(default=False)
    # What readers are told with it: a kind of correction and its words, or "".
    correction_kind = models.CharField(max_length=14, blank=True, default="")
    correction_text = models.TextField(max_length=2000, blank=True, default="")
    at = models.DateTimeField(_("due"), null=True, db_index=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending change")
        verbose_name_plural = _("pending changes")
        constraints = [
            models.CheckConstraint(
                name="pending_change_scheduled_has_moment",
                condition=Q(state="scheduled", at__isnull=False, approved_by__isnull=False)
                | (Q(state__in=["prepared", "in_review"]) & Q(at__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return str(self.article)

    def is_outdated(self) -> bool:
        """Whether the live text changed since the change began."""
        return self.base_id != self.article.latest_revision_id


class ChangedArticle(Article):  # type: ignore[django-manager-missing]
    """The same article, as the one who prepares its change works on it at the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view", "change")
        verbose_name = _("change of a public article")
        verbose_name_plural = _("changes of public articles")
