"""The stored count of an article's public comments: one row, written by `counting` only."""

from typing import Any

from django.db import models

from articles.models import Article


class TallyQuerySet(models.QuerySet["Tally"]):
    def numbers_below(self, article: Any) -> models.QuerySet["Tally", int]:
        """Return the number of an article's public comments, or nothing if it never had one."""
        return self.filter(article=article).values_list("public", flat=True)


class Tally(models.Model):
    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="+", editable=False
    )
    public = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = TallyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.public}"
