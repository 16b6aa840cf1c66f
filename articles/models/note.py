"""What the staff say to each other about an article; readers never see it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class NoteQuerySet(models.QuerySet["Note"]):
    def open(self) -> Self:
        """Those that nobody has settled."""
        return self.filter(done_at__isnull=True)

    def naming(self, user: Any) -> Self:
        """Those that name a person, oldest first."""
        return self.filter(mentions=user.pk).select_related("article", "by").order_by("pk")


class Note(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="notes")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    done_at = models.DateTimeField(_("settled"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~models.Q(text="")),
            models.CheckConstraint(
                name="note_settled_by_somebody",
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def desk_address(self) -> str:
        return reverse("admin:articles_article_notes", args=[self.article_id]) + f"#n{self.pk}"
