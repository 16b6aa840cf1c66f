"""Posts of live coverage. When an article is live is a fact of the article itself."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.querysets import BOXES, PICTURES, WITH_BOXES, WITH_PICTURES
from images.models import Image
from press.pages.keys import Keyed, note
from publication.prose import plain_text


def key_of_posts(article_pk: int) -> str:
    """Return the set key of the posts of one article."""
    return f"list:live:{article_pk}"


class PostQuerySet(models.QuerySet["Post"]):
    def below(self, article: Article) -> Self:
        """What readers see of an article's posts, newest first."""
        note(key_of_posts(article.pk))
        rows = self.filter(article=article, removed_at__isnull=True)
        return rows.select_related("image").order_by("-pk")

    def removed_from(self, article: Article) -> Self:
        """What was taken from the readers of an article, newest first."""
        rows = self.filter(article=article, removed_at__isnull=False)
        return rows.select_related("image", "removed_by").order_by("-pk")

    def showing(self, picture: int) -> Self:
        """Those that readers see whose text shows the picture of this number."""
        seen = self.filter(WITH_PICTURES, removed_at__isnull=True)
        return seen.alias(pictures=PICTURES).filter(pictures__contains=[picture])

    def holding(self, box: int) -> Self:
        """Those that readers see whose text holds the box of this number."""
        seen = self.filter(WITH_BOXES, removed_at__isnull=True)
        return seen.alias(boxes=BOXES).filter(boxes__contains=[box])

    def outstanding(self) -> Self:
        """The pinned ones, and the key events."""
        return self.filter(Q(is_pinned=True) | Q(is_key=True))


class Post(Keyed):
    """Removed posts stay as rows that nobody sees: the trace of what was said."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="live_posts", verbose_name=_("article")
    )
    # Of the form that it was sent from: what is sent twice is one post.
    key = models.UUIDField(unique=True, editable=False)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    prepared = models.JSONField(editable=False)
    image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    is_key = models.BooleanField(
        _("key event"),
        default=False,
        help_text=_("It stands among the key events at the top, and moves the time “Updated”."),
    )
    is_pinned = models.BooleanField(
        _("pinned"), default=False, help_text=_("It stays on top until you unpin it.")
    )
    name = models.CharField(_("by"), max_length=150)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("posted"))
    edited_at = models.DateTimeField(_("changed"), null=True)
    removed_at = models.DateTimeField(_("removed"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # Counts changes: whoever changes a post says which wording was seen.
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("live post")
        verbose_name_plural = _("live posts")
        ordering = ["-pk"]
        default_permissions = ("add", "change")
        constraints = [
            models.CheckConstraint(name="live_post_says_something", condition=~Q(body="")),
        ]
        indexes = [
            models.Index(
                fields=["article", "-id"],
                name="live_post_newest",
                condition=Q(removed_at__isnull=True),
            ),
            models.Index(
                fields=["article", "-id"],
                name="live_post_outstanding",
                condition=Q(removed_at__isnull=True) & (Q(is_pinned=True) | Q(is_key=True)),
            ),
            models.Index(
                fields=["article", "-id"],
                name="live_post_removed",
                condition=Q(removed_at__isnull=False),
            ),
            GinIndex(PICTURES, name="live_post_pictures", condition=WITH_PICTURES),
            GinIndex(BOXES, name="live_post_boxes", condition=WITH_BOXES),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.name}, {self.published_at:%Y-%m-%d %H:%M}"

    @property
    def first_words(self) -> str:
        return Truncator(plain_text(self.body)).chars(110)

    def get_absolute_url(self) -> str:
        return self.address_below(self.article)

    def address_below(self, article: Article) -> str:
        """The address without a query: `article` is the one that a page has loaded."""
        return f"{article.get_absolute_url()}live/{self.pk}/"


def desk_address(article_pk: int) -> str:
    """Where the newsroom writes the posts of an article."""
    return reverse("live_desk", args=[article_pk])
