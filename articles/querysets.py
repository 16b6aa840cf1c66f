"""The vocabulary of lists: every reader page says which articles it means with these words."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, FilteredRelation, Func, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Lower
from taggit.models import TagBase

from accounts.models import User
from articles.models.author import Author
from articles.models.placing import Byline, TaggedArticle
from articles.models.section import Section
from press import clock
from press.pages.keys import note
from tags.models import Tag

if TYPE_CHECKING:
    from articles.models import Article

LIST_KEY = "list:all"
# What readers were told about changes of articles (`articles/correcting.py`).
CORRECTIONS_KEY = "list:corrections"
# Results of searches, beside all lists: what is said below an article changes no list.
FOUND_KEY = "list:found"
# What leaves the news sitemap when it is old enough (`articles/listing.py`).
NEWS_KEY = "list:news"
NEWS_LASTS = timedelta(hours=48)
# The columns of a card, and of its section.
CARD = (
    *("kicker", "headline", "standfirst", "label", "sponsor", "language"),
    "lead_image",
    *("status", "slug", "published_at", "withdrawn_at", "date", "section__name", "section__slug"),
    *("live_since", "live_until"),
)
# Large columns that only search and the page of the article itself look at.
FOUND_BY = {"search", "search_top", "tag_words", "name_words", "below_text", "marks"}
PICTURES = Func(
    "body", function="picture_numbers", output_field=ArrayField(models.BigIntegerField())
)
WITH_PICTURES = Q(body__contains="<figure ")
BOXES = Func("body", function="box_numbers", output_field=ArrayField(models.BigIntegerField()))
WITH_BOXES = Q(body__contains="data-box-id=")
NOT_FOR_LISTS = {"body", "prepared", "body_text"} | FOUND_BY


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> Self:
        """What readers see now: decided by the clock, not by whether a job ran."""
        return self.filter(is_public())

    def scheduled(self) -> Self:
        return self.filter(is_due())

    def drafts(self) -> Self:
        return self.filter(status=self.model.Status.DRAFT)

    def in_review(self) -> Self:
        return self.filter(status=self.model.Status.IN_REVIEW)

    def binned(self) -> Self:
        return self.filter(status=self.model.Status.BINNED)

    def addressable(self) -> Self:
        """What has an address that answers: published, or withdrawn and so 410."""
        return self.filter(date__isnull=False).exclude(
            status=self.model.Status.PUBLISHED, published_at__gt=clock.now()
        )

    def showing(self, picture: int) -> Self:
        """Whose text shows the picture of this number, whether readers see it or not."""
        return self.alias(pictures=PICTURES).filter(WITH_PICTURES, pictures__contains=[picture])

    def holding(self, box: int) -> Self:
        """Whose text holds the box of this number, whether readers see it or not."""
        return self.alias(boxes=BOXES).filter(WITH_BOXES, boxes__contains=[box])

    def headed(self, headline: str) -> Self:
        """The articles with this headline, in whatever case."""
        return self.alias(folded=Lower("headline")).filter(folded=Lower(Value(headline)))

    def written_by(self, user: User | AnonymousUser) -> Self:
        """The articles that count as somebody's own: created by them, or under their byline."""
        named = Byline.objects.filter(author__login=user.pk)
        return self.filter(Q(created_by=user.pk) | Q(pk__in=named.values("article")))

    # Lists. Each is ordered newest first along one index, and names its set key.

    def newest(self) -> Self:
        note(LIST_KEY)
        return self.order_by("-published_at", "-pk")

    def in_section(self, section: Section) -> Self:
        note(f"list:section:{section.pk}")
        return self._listed("placements", Q(placements__section=section))

    def on_top_of(self, section: Section) -> Self:
        """What stays on top of a section's page until a moment, the newest first."""
        note(f"list:section:{section.pk}")
        staying = self.filter(section=section, on_top_until__gt=clock.now())
        return staying.order_by("-published_at", "-pk")

    def tagged(self, tag: TagBase) -> Self:
        note(f"list:tag:{tag.pk}")
        return self._listed("taggings", Q(taggings__tag=tag))

    def by_author(self, author: Author) -> Self:
        note(f"list:author:{author.pk}")
        return self._listed("bylines", Q(bylines__author=author))

    def _listed(self, relation: str, condition: Q) -> Self:
        # One alias for the joined row, so that paging compares along the same index.
        joined = self.annotate(listed=FilteredRelation(relation, condition=condition))
        article = "content_object" if relation == "taggings" else "article"
        return joined.filter(listed__published_at__lte=clock.now()).order_by(
            "-listed__published_at", f"-listed__{article}"
        )

    def of_last_hours(self) -> Self:
        """The news of the last 48 hours, the newest first; what somebody paid for is no news."""
        note(LIST_KEY, NEWS_KEY)
        return (
            self.filter(published_at__gt=clock.now() - NEWS_LASTS)
            .exclude(label=self.model.Label.SPONSORED)
            .order_by("-published_at", "-pk")
        )

    def for_sitemap(self, first: date) -> "models.QuerySet[Article, Any]":
        """The articles whose address has a date in the month that begins on `first`.

        Plain facts: date, slug, public moment, update, and of the lead picture its number, file
        and landscape cut. The set key of the month stands for them, but not for the pictures.
        """
        note(f"list:date:{first:%Y-%m}")
        last = first + timedelta(days=monthrange(first.year, first.month)[1] - 1)
        return (
            self.filter(date__range=(first, last))
            .order_by("date", "slug")
            .values_list(
                *("date", "slug", "published_at", "updated_at"),
                *("lead_image", "lead_image__file", "lead_image__renditions__landscape"),
            )
        )

    def dated(self, first: date, last: date) -> Self:
        """Articles whose address has a date from `first` to `last`, both included."""
        for month in _months(first, last):
            note(f"list:date:{month:%Y-%m}")
        # A date in any zone is within a day of the moment in UTC: this bounds the index walk.
        start = datetime.combine(first, time.min, UTC) - timedelta(days=1)
        end = datetime.combine(last, time.max, UTC) + timedelta(days=1)
        return self.filter(date__range=(first, last), published_at__range=(start, end)).order_by(
            "-published_at", "-pk"
        )

    def between(self, begin: datetime | None, end: datetime | None) -> Self:
        """Of a list, what became public from `begin` on and before `end`, along its own index."""
        moment = str(self.query.order_by[0]).lstrip("-")
        bounds = {f"{moment}__gte": begin, f"{moment}__lt": end}
        return self.filter(**{name: bound for name, bound in bounds.items() if bound})

    # What a page loads. Anything else is an error, seen in the test instead of by the reader.

    def for_listing(self) -> Self:
        """Teasers: headline and standfirst with section, picture and bylines, but no text."""
        bylines = Byline.objects.select_related("author__portrait")
        return (
            self.select_related("section__parent", "lead_image")
            .prefetch_related(Prefetch("bylines", bylines.fetch_mode(models.FETCH_RAISE)))
            .defer(*NOT_FOR_LISTS)
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_cards(self) -> Self:
        """Small teasers: headline and standfirst with section and picture, no bylines."""
        return (
            self.select_related("section", "lead_image").only(*CARD).fetch_mode(models.FETCH_RAISE)
        )

    def for_results(self) -> Self:
        """Small teasers of a search: with the plain text, for excerpts, and no bylines."""
        return (
            self.select_related("section__parent", "lead_image")
            .defer(*NOT_FOR_LISTS - {"body_text", "below_text"})
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_lines(self) -> Self:
        """Lines with a headline and a kicker only, as in Top 5 and Popular."""
        return self.select_related("section").defer(*NOT_FOR_LISTS).fetch_mode(models.FETCH_RAISE)

    def for_reading(self) -> Self:
        """The whole article with section, picture, bylines and tags."""
        bylines = Byline.objects.select_related("author__portrait")
        return (
            self.select_related("section__parent", "lead_image")
            .prefetch_related(Prefetch("bylines", bylines), "tags")
            .defer("body_text", *FOUND_BY)
        )


def tags_with_public_articles() -> models.QuerySet[Tag]:
    """The tags of something that readers can read, in the order in which they came."""
    note(LIST_KEY)
    tagged: Any = TaggedArticle.objects
    public = tagged.filter(tag=OuterRef("pk"), published_at__lte=clock.now())
    return Tag.objects.filter(Exists(public)).order_by("pk")


def is_public() -> Q:
    """The rule of `published()`, for a place that has a queryset of its own."""
    return Q(status="published", published_at__lte=clock.now()) & has_not_ended()


def has_not_ended(path: str = "") -> Q:
    """No end, or one that is to come; `path` leads to the article, as in "article__"."""
    field = f"{path}withdrawn_at"
    return Q((f"{field}__isnull", True)) | Q((f"{field}__gt", clock.now()))


def is_due() -> Q:
    """The rule of `scheduled()`."""
    return Q(status="published", published_at__gt=clock.now())


def _months(first: date, last: date) -> list[date]:
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def keys_of_lists(article: Any) -> set[str]:
    """Return the set keys of every list that `article` stands in, or could stand in, now."""
    keys = {LIST_KEY}
    keys |= {f"list:section:{pk}" for pk in article.placements.values_list("section", flat=True)}
    keys |= {f"list:tag:{pk}" for pk in article.taggings.values_list("tag", flat=True)}
    keys |= {f"list:author:{pk}" for pk in article.bylines.values_list("author", flat=True)}
    if article.date:
        keys.add(f"list:date:{article.date:%Y-%m}")
    if article.corrections.exists():
        keys.add(CORRECTIONS_KEY)
    return keys
