"""The article: its live copy, its place in the newspaper, and where it is in its life."""

from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.indexing import RegConfigField, search_vector, top_vector
from articles.models.author import Author
from articles.models.placing import Byline, TaggedArticle
from articles.models.related import PickedRelated
from articles.models.section import Section
from articles.querysets import BOXES, PICTURES, WITH_BOXES, WITH_PICTURES, ArticleQuerySet
from images.models import Image
from press import clock
from press.pages.keys import Keyed
from publication.addresses import SlugField

# The text that feeds the search vector is cut here: a tsvector ends at 1 MB.
BODY_TEXT_LENGTH = 100_000
BIN_KEEPS = timedelta(days=30)
# The first printed newspaper, and far from the calendar's end: addresses have no other years.
FIRST_YEAR, LAST_YEAR = 1605, 2999


@lru_cache(maxsize=10_000)
def article_path(day: date, slug: str) -> str:
    """Return the address of the article of that day with that slug."""
    year, month, number = f"{day:%Y %m %d}".split()
    return reverse("articles:detail", args=[year, month, number, slug])


class Article(Keyed):  # type: ignore[django-manager-missing]
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PRIVATE = "private", _("Private")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        BINNED = "binned", _("In the bin")

    class Label(models.TextChoices):
        NEWS = "news", _("News")
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        SPONSORED = "sponsored", _("Sponsored")

    class Comments(models.TextChoices):
        OPEN = "open", _("Open: shown at once unless a rule holds them")
        MODERATED = "moderated", _("Moderated: read by a person first")
        CLOSED = "closed", _("Closed")

    # What readers see.
    kicker = models.CharField(
        _("kicker"), max_length=60, blank=True, help_text=_("One word above the headline.")
    )
    headline = models.CharField(_("headline"), max_length=300)
    standfirst = models.TextField(
        _("standfirst"),
        max_length=1000,
        blank=True,
        help_text=_("One or two sentences that say what is new and why it matters."),
    )
    body = models.TextField(_("text"), blank=True)
    # What is made of the text whenever it is written: for readers, and for search.
    prepared = models.JSONField(editable=False, default=dict)
    body_text = models.TextField(editable=False, blank=True)
    lead_image = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="articles", verbose_name=_("section")
    )
    further_sections = models.ManyToManyField(
        Section,
        related_name="+",
        blank=True,
        verbose_name=_("further sections"),
    )
    authors = models.ManyToManyField(Author, through=Byline, related_name="articles")
    picks = models.ManyToManyField(
        "self",
        through=PickedRelated,
        through_fields=("article", "other"),
        symmetrical=False,
        related_name="+",
    )
    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))
    label = models.CharField(_("label"), max_length=12, choices=Label, default=Label.NEWS)
    sponsor = models.CharField(
        _("paid by"),
        max_length=100,
        blank=True,
        help_text=_("Of a sponsored article, who paid for it: readers see it wherever it stands."),
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    seo_title = models.CharField(
        _("title for search engines"),
        max_length=120,
        blank=True,
        help_text=_("Empty: the headline."),
    )
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=320,
        blank=True,
        help_text=_("Empty: the standfirst."),
    )
    comments = models.CharField(
        _("comments"), max_length=12, choices=Comments, default=Comments.MODERATED
    )

    # Its life. Written by the verbs only.
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    slug = SlugField(_("address"), blank=True, help_text=_("Empty: made from the headline."))
    published_at = models.DateTimeField(_("public from"), null=True, editable=False)
    date = models.DateField(_("date in the address"), null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, editable=False)
    # Of a published article: when it will be withdrawn, by the clock.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    binned_at = models.DateTimeField(_("binned"), null=True, editable=False)
    embargo_until = models.DateTimeField(_("under embargo until"), null=True, editable=False)
    comments_close_at = models.DateTimeField(_("comments close"), null=True, editable=False)
    # Between these two it is live coverage; afterwards it keeps its posts (room `live`).
    live_since = models.DateTimeField(_("live since"), null=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, editable=False)
    on_top_until = models.DateTimeField(_("on top of its section until"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="articles",
        verbose_name=_("created by"),
    )
    # Where its drawn picture for link previews lies, if it needs one: `articles/social.py`.
    social_picture = models.CharField(max_length=100, blank=True, editable=False)
    saved_at = models.DateTimeField(_("last saved"), editable=False)
    latest_revision = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    # Found by.
    search_config = RegConfigField(default="simple", editable=False)
    # Words and marks of what other rows say about it; `articles/listing.py` keeps them.
    tag_words = models.TextField(editable=False, blank=True, default="")
    name_words = models.TextField(editable=False, blank=True, default="")
    # What other rooms say below the text, as the posts of live coverage.
    below_text = models.TextField(editable=False, blank=True, default="", db_default="")
    marks = ArrayField(models.TextField(), editable=False, default=list)
    search = models.GeneratedField(
        expression=search_vector(), output_field=SearchVectorField(), db_persist=True
    )
    search_top = models.GeneratedField(
        expression=top_vector(), output_field=SearchVectorField(), db_persist=True
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", _("Can publish articles")),
            ("edit_others_article", _("Can edit the articles of others")),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_status_is_known",
                condition=Q(
                    status__in=["draft", "in_review", "private", "published", "withdrawn", "binned"]
                ),
            ),
            models.CheckConstraint(
                name="article_label_is_known",
                condition=Q(label__in=["news", "analysis", "opinion", "sponsored"]),
            ),
            models.CheckConstraint(
                name="article_sponsor_of_sponsored_only",
                condition=Q(label="sponsored") | Q(sponsor=""),
            ),
            models.CheckConstraint(
                name="article_comments_are_known",
                condition=Q(comments__in=["open", "moderated", "closed"]),
            ),
            models.CheckConstraint(name="article_has_a_headline", condition=~Q(headline="")),
            models.CheckConstraint(
                name="article_public_has_date",
                condition=~Q(status__in=["published", "withdrawn"])
                | Q(published_at__isnull=False, date__isnull=False),
            ),
            models.CheckConstraint(
                name="article_unpublished_has_no_date",
                condition=~Q(status__in=["draft", "in_review"])
                | Q(published_at__isnull=True, date__isnull=True),
            ),
            models.CheckConstraint(
                name="article_private_has_no_date_or_says_since_when",
                condition=~Q(status="private")
                | Q(published_at__isnull=True, date__isnull=True)
                | Q(published_at__isnull=False, date__isnull=False, withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_withdrawn_says_when",
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_end_follows",
                condition=Q(withdrawn_at__isnull=True)
                | Q(published_at__isnull=False, withdrawn_at__gte=F("published_at")),
            ),
            models.CheckConstraint(
                name="article_embargo_is_kept",
                condition=Q(embargo_until__isnull=True)
                | Q(published_at__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
            ),
            models.CheckConstraint(
                name="article_binned_says_when",
                condition=Q(status="binned", binned_at__isnull=False)
                | (~Q(status="binned") & Q(binned_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="article_with_date_has_slug", condition=Q(date__isnull=True) | ~Q(slug="")
            ),
            models.CheckConstraint(
                name="article_update_follows",
                condition=Q(updated_at__isnull=True) | Q(updated_at__gte=F("published_at")),
            ),
            models.CheckConstraint(
                name="article_live_ends_after_it_began",
                condition=Q(live_until__isnull=True)
                | Q(live_since__isnull=False, live_until__gte=F("live_since")),
            ),
            models.CheckConstraint(
                name="article_text_fits_search",
                condition=LessThanOrEqual(Length("body_text"), BODY_TEXT_LENGTH)
                & LessThanOrEqual(Length("below_text"), BODY_TEXT_LENGTH),
            ),
            models.UniqueConstraint(
                "date",
                "slug",
                name="article_one_address",
                violation_error_message=_("Another article of that day has this address."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="article_newest",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["section", "-on_top_until"],
                name="article_on_top",
                condition=Q(on_top_until__isnull=False),
            ),
            models.Index(fields=["-saved_at", "-id"], name="article_desk"),
            models.Index(fields=["status", "-saved_at", "-id"], name="article_desk_status"),
            models.Index(fields=["created_by", "-saved_at", "-id"], name="article_desk_mine"),
            # For the desk, which finds drafts too; readers' searches ask the one with days.
            GinIndex("search", name="article_search"),
            GinIndex(Func("search", function="dated"), name="article_dated"),
            # Most texts have none: those cost nothing.
            GinIndex(PICTURES, name="article_pictures", condition=WITH_PICTURES),
            GinIndex(BOXES, name="article_boxes", condition=WITH_BOXES),
            models.Index(Lower("headline"), name="article_headline"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The address readers know; of an unpublished article, its preview at the desk."""
        if self.date is None:
            return reverse("admin:articles_article_preview", args=[self.pk])
        return article_path(self.date, self.slug)

    def is_published(self) -> bool:
        """Whether readers see it: the twin of `ArticleQuerySet.published()`."""
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= clock.now()
            and not self.is_withdrawn()
        )

    def is_scheduled(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at > clock.now()
        )

    def is_withdrawn(self) -> bool:
        """Whether its address answers 410: by a person's verb, or because its end has come."""
        return self.withdrawn_at is not None and self.withdrawn_at <= clock.now()

    def has_an_end(self) -> bool:
        """Whether the clock will withdraw it."""
        return self.withdrawn_at is not None and self.withdrawn_at > clock.now()

    def is_under_embargo(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > clock.now()

    def has_been_live(self) -> bool:
        """Whether live coverage has begun; it may have ended since."""
        return self.live_since is not None and self.live_since <= clock.now()

    def is_live(self) -> bool:
        return self.has_been_live() and (self.live_until is None or self.live_until > clock.now())

    def is_on_top(self) -> bool:
        """Whether it stays on top of its section's page until a moment that is to come."""
        return self.on_top_until is not None and self.on_top_until > clock.now()

    @cached_property
    def logins(self) -> frozenset[int]:
        """The logins of its authors, asked for once however often rights are looked up."""
        logins = self.bylines.values_list("author__login", flat=True)
        return frozenset(pk for pk in logins if pk is not None)
