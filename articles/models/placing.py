"""Where an article stands: its sections, bylines and tags.

The three tables that lists are read from carry the article's public moment, so that a list of
twenty is twenty steps along one index, with a thousand articles or with a million. The verbs
keep that moment (`articles/listing.py`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.models.author import Author
from articles.models.section import Section
from tags.models import Tag


class Listed(models.Model):
    """A row through which an article stands in a list, from its public moment on."""

    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class Placement(Listed):
    """An article in the list of one section: its own, its further ones, and their parents."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="placements")
    section = models.ForeignKey(Section, models.PROTECT, related_name="placements")

    class Meta:
        constraints = [models.UniqueConstraint("article", "section", name="placement_once")]
        indexes = [
            models.Index(fields=["section", "-published_at", "-article"], name="placement_newest")
        ]

    def __str__(self) -> str:
        return f"{self.article} in {self.section}"


class Byline(Listed):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                "article",
                "author",
                name="byline_once",
                violation_error_message=_("This author is named already."),
            )
        ]
        indexes = [
            models.Index(fields=["author", "-published_at", "-article"], name="byline_newest")
        ]

    def __str__(self) -> str:
        return str(self.author)


class TaggedArticle(Listed, ItemBase):  # type: ignore[django-manager-missing]
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint("content_object", "tag", name="tagged_once")]
        indexes = [
            models.Index(fields=["tag", "-published_at", "-content_object"], name="tagged_newest")
        ]
