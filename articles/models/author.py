"""Authors: names that stand over articles, with or without a login."""

from functools import lru_cache
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from images.models import Image
from press import clock
from press.pages.keys import Keyed, note
from publication.addresses import SlugField


class AuthorQuerySet(models.QuerySet["Author"]):
    def with_public_articles(self) -> Self:
        """The authors of something that readers can read, in the order in which they came."""
        note("list:all")
        written = self.model.bylines.rel.related_model._default_manager.filter(
            author=OuterRef("pk"), published_at__lte=clock.now()
        )
        return self.filter(Exists(written)).order_by("pk")


class Author(Keyed):
    name = models.CharField(_("byline name"), max_length=100)
    slug = SlugField(_("address"), unique=True)
    role = models.CharField(_("role"), max_length=100, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    login = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("login"),
        help_text=_("Empty for a guest who writes but doesn't log in."),
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="author_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return _page_of(self.slug)


@lru_cache(1_000)
def _page_of(slug: str) -> str:
    return reverse("articles:author", args=[slug])


class AuthorLink(models.Model):
    """An address that an author wants readers to know."""

    author = models.ForeignKey(Author, models.CASCADE, related_name="links")
    label = models.CharField(_("words"), max_length=60)
    url = models.URLField(_("address"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label
