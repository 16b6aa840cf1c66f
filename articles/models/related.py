"""Which other articles a reader of one may like."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PickedRelated(models.Model):
    """A related article that an editor chose; these stand first."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="picked_related")
    other = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", verbose_name=_("related article")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles, chosen by hand")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("article", "other", name="picked_once"),
            models.CheckConstraint(
                name="picked_is_another",
                condition=~Q(article=F("other")),
                violation_error_message=_("An article can't be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.other)


class RelatedArticle(models.Model):
    """What the job found, and what was picked, in order. A page reads this table only."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_rows")
    other = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_to")
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint("article", "other", name="related_once"),
            models.CheckConstraint(name="related_is_another", condition=~Q(article=F("other"))),
        ]
        indexes = [models.Index(fields=["article", "-score", "-other"], name="related_best")]

    def __str__(self) -> str:
        return f"{self.article} → {self.other}"


class Term(models.Model):
    """In how many of the counted articles a word stands; those of one article only are left out."""

    word = models.TextField(primary_key=True)
    articles = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word


class Census(models.Model):
    """The one row that says when words were counted last, and in how many articles."""

    articles = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="census_is_one", condition=Q(pk=1))]

    def __str__(self) -> str:
        return str(self.counted_at)


class Profile(models.Model):
    """The most telling words of a text, each with its weight (`articles/likeness.py`)."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="profile"
    )
    words = ArrayField(models.TextField())
    weights = ArrayField(models.FloatField())

    def __str__(self) -> str:
        return str(self.article)
